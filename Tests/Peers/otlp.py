"""Reads one OTLP/JSON trace request with the makers' own schema; prints what its one span says."""
import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

document = json.loads(sys.stdin.read())
for resource in document["resourceSpans"]:
    for scope in resource["scopeSpans"]:
        for span in scope["spans"]:
            # OTLP/JSON writes ids in hexadecimal, protobuf's own JSON in base64.
            for key in ("traceId", "spanId", "parentSpanId"):
                span[key] = base64.b64encode(bytes.fromhex(span[key])).decode()
request = json_format.ParseDict(document, ExportTraceServiceRequest())
resource = request.resource_spans[0]
span = resource.scope_spans[0].spans[0]
service = next(a.value.string_value for a in resource.resource.attributes if a.key == "service.name")
print(service, span.name, span.kind, span.trace_id.hex(), span.parent_span_id.hex(),
      (span.end_time_unix_nano - span.start_time_unix_nano) // 1000,
      ",".join(a.key for a in span.attributes), span.status.code)

import Foundation
import Shared
import Support
import Synchronization
import Testing

/// One trace from a request over its job to the spans that a collector gets.
struct TraceFlowTests {
  private final class Collector: Sendable {
    let bodies = Mutex<[[UInt8]]>([])
    let authorizations = Mutex<[String?]>([])

    func serve() -> ScriptedServer {
      ScriptedServer { request, answerer in
        self.bodies.withLock { $0.append(request.body) }
        self.authorizations.withLock { $0.append(request.header("x-key")) }
        return answerer.answer(200, "Content-Type: application/json\r\n", Array("{}".utf8))
      }
    }

    /// Every span so far.
    func spans() throws -> [JSONValue] {
      try bodies.withLock { $0 }.flatMap { body in
        let document = try JSONValue(parsing: body)
        return document["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.arrayValue ?? []
      }
    }

    func wait(for name: String) async throws -> JSONValue? {
      for _ in 0..<600 {
        if let span = try spans().first(where: { $0["name"]?.stringValue == name }) { return span }
        try await Task.sleep(for: .milliseconds(100))
      }
      return nil
    }
  }

  @Test("a mail's request and its job stand in the caller's trace, one below the other")
  func oneTrace() async throws {
    let collector = Collector()
    let server = collector.serve()
    let settings = [
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "OTEL_SERVICE_NAME": "fractal-test",
      "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20b",
    ]
    try await ServedProgram.with(settings: settings) { served in
      let token = try await served.inboundToken()
      let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
      let answer = await SimpleHTTP.send(
        "POST", "/v1/inbound/email?to=\(served.mail.address)", port: served.port, token: token,
        headers: [
          "Content-Type": "message/rfc822", "traceparent": "00-\(trace)-00f067aa0ba902b7-01",
        ], body: MailWorld.mail(1))
      #expect(answer.status == 202)
      let request = try #require(try await collector.wait(for: "POST /v1/inbound/email"))
      let job = try #require(try await collector.wait(for: "job mail.ingest"))
      #expect(request["traceId"]?.stringValue == trace)
      #expect(request["parentSpanId"]?.stringValue == "00f067aa0ba902b7")
      #expect(job["traceId"]?.stringValue == trace)
      #expect(job["parentSpanId"]?.stringValue == request["spanId"]?.stringValue)
      #expect(collector.authorizations.withLock { $0.first } == "a b")
    }
  }

  @Test(
    "what is sent is OTLP by the schema of its makers",
    .enabled(if: PythonPeer.isAvailable, "needs FRACTAL_TEST_PYTHON"))
  func schema() async throws {
    let collector = Collector()
    let server = collector.serve()
    let exporter = OTLPExporter(
      endpoint: server.url("/"), service: "s", instance: "i", metrics: Metrics(), logger: .silent)
    let root = TraceContext.root()
    exporter.record(
      Span(
        "job x", .consumer, context: root.child(), parentSpanID: root.spanID, seconds: 0.25,
        attributes: ["a": .int(1), "b": .string("ü"), "c": .bool(true), "d": .double(0.5)],
        failure: "http_503"))
    await exporter.flush()
    let body = try #require(collector.bodies.withLock { $0.first })
    let read = try PythonPeer.run("otlp.py", input: String(decoding: body, as: UTF8.self))
    #expect(read == "s job x 5 \(root.traceID) \(root.spanID) 250000 a,b,c,d 2\n")
  }

  @Test("a collector that is away costs spans, which are counted, and nothing else")
  func collectorAway() async throws {
    let metrics = Metrics()
    let exporter = OTLPExporter(
      endpoint: "http://127.0.0.1:1", service: "s", instance: "i", metrics: metrics,
      logger: .silent)
    for _ in 0..<TracingLimits.waitingSpans + 10 {
      exporter.record(
        Span("x", .server, context: .root(), parentSpanID: nil, seconds: 0))
    }
    #expect(
      await metrics.exposition().contains("fractal_trace_spans_total{outcome=\"dropped\"} 10"))
  }
}

/// Writes spans as the JSON of OTLP (opentelemetry-proto 1.3, `ExportTraceServiceRequest`; ids in
/// hexadecimal, 64-bit numbers as strings).
enum OTLPDocument {
  /// The request body for those spans of that service.
  static func body(_ spans: [Span], service: String, instance: String) -> [UInt8] {
    let resource: JSONValue = .members([
      "attributes": .array([
        attribute("service.name", .string(service)),
        attribute("service.instance.id", .string(instance)),
      ])
    ])
    let scope: JSONValue = .members([
      "scope": .members(["name": .string("fractal")]),
      "spans": .array(spans.map(document)),
    ])
    let document: JSONValue = .members([
      "resourceSpans": .array([
        .members(["resource": resource, "scopeSpans": .array([scope])])
      ])
    ])
    return document.serializedBytes
  }

  private static func document(_ span: Span) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("traceId", .string(span.context.traceID)), ("spanId", .string(span.context.spanID)),
    ]
    if let parent = span.parentSpanID { members.append(("parentSpanId", .string(parent))) }
    members += [
      ("name", .string(span.name)), ("kind", .int(Int64(span.kind.rawValue))),
      ("startTimeUnixNano", .string("\(span.start.microseconds)000")),
      ("endTimeUnixNano", .string("\(span.end.microseconds)000")),
      (
        "attributes",
        .array(span.attributes.sorted { $0.key < $1.key }.map { attribute($0.key, $0.value) })
      ),
    ]
    // 2 is STATUS_CODE_ERROR; a span without a status says nothing of success.
    if let failure = span.failure {
      members.append(("status", .members(["code": .int(2), "message": .string(failure)])))
    }
    return .object(JSONObject(members))
  }

  private static func attribute(_ key: String, _ value: JSONValue) -> JSONValue {
    let typed: JSONValue =
      switch value {
      case .int(let number): .members(["intValue": .string(String(number))])
      case .double(let number): .members(["doubleValue": .double(number)])
      case .bool(let flag): .members(["boolValue": .bool(flag)])
      case .string(let text): .members(["stringValue": .string(text)])
      case .null, .array, .object: .members(["stringValue": .string(value.serialized)])
      }
    return .members(["key": .string(key), "value": typed])
  }
}

extension Settings {
  /// The collector of traces.
  public static let traceEndpoint = Setting<String?>(
    "OTEL_EXPORTER_OTLP_ENDPOINT", .services, default: nil,
    summary: "base URL of an OpenTelemetry collector (OTLP over HTTP, JSON); nothing: no spans "
      + "are sent",
    expectation: "a URL such as http://127.0.0.1:4318",
    isAllowed: { $0.map { $0.hasPrefix("http://") || $0.hasPrefix("https://") } ?? true })

  /// What the collector wants to see with every request.
  public static let traceHeaders = Setting<String?>(
    "OTEL_EXPORTER_OTLP_HEADERS", .services, default: nil, isSecret: true,
    summary: "header fields for the collector: name=value, separated by commas",
    expectation: "name=value,name=value",
    isAllowed: { $0.map { headerPairs($0) != nil } ?? true })

  /// What traces call this program.
  public static let serviceName = Setting<String>(
    "OTEL_SERVICE_NAME", .services, default: "fractal",
    summary: "what traces call this program")

  /// The fields of ``traceHeaders``, percent-decoded as the standard says (W3C Baggage).
  public var traceHeaderFields: HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in self[Settings.traceHeaders].flatMap(Self.headerPairs) ?? [] {
      headers[name] = value
    }
    return headers
  }

  private static func headerPairs(_ text: String) -> [(String, String)]? {
    var pairs: [(String, String)] = []
    for part in text.split(separator: ",") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = halves[0].filter { $0 != " " }
      guard halves.count == 2, !name.isEmpty else { return nil }
      pairs.append((String(name), PercentEncoding.decode(halves[1])))
    }
    return pairs
  }
}

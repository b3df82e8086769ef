import Shared

/// Counts HTTP requests by route and status, and how long they took.
struct RequestMetrics: Sendable {
  private let requests: MetricFamily<Counter>
  private let seconds: MetricFamily<Histogram>

  /// The metrics of requests, in the registry.
  init(_ metrics: Metrics) {
    requests = metrics.counter(
      "fractal_http_requests_total", help: "Requests answered, by method, route and status.",
      labels: ["method", "route", "status"])
    seconds = metrics.histogram(
      "fractal_http_request_seconds", help: "Seconds from a request's start to its answer's end.",
      labels: ["route"])
  }

  /// Counts one request.
  func count(_ request: RequestObservation) {
    let method = Self.methods.contains(request.method) ? request.method : "other"
    requests.labeled(method, request.route, String(request.status)).increment()
    seconds.labeled(request.route).observe(request.seconds)
  }

  private static let methods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
  ]
}

import Synchronization

/// Sends finished spans to an OpenTelemetry collector by OTLP over HTTP (JSON), in batches.
///
/// A collector that is away costs spans, never work: at most ``TracingLimits/waitingSpans`` wait,
/// the rest is dropped and counted in `fractal_trace_spans_total`.
public final class OTLPExporter: SpanRecorder {
  private struct State {
    var waiting: [Span] = []
  }

  private let endpoint: String
  private let headers: HTTPHeaders
  private let service: String
  private let instance: String
  private let client: HTTPClient
  private let logger: Logger
  private let sent: Counter
  private let dropped: Counter
  private let state = Mutex(State())

  /// An exporter to `endpoint`, to which `/v1/traces` is added as the standard says; `headers` go
  /// with every request. `instance` tells this process from others of the same service.
  public init(
    endpoint: String, headers: HTTPHeaders = HTTPHeaders(), service: String, instance: String,
    metrics: Metrics, logger: Logger
  ) {
    self.endpoint =
      (endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint) + "/v1/traces"
    self.headers = headers
    self.service = service
    self.instance = instance
    self.logger = logger
    client = .trusted()
    let spans = metrics.counter(
      "fractal_trace_spans_total", help: "Spans, by what became of them.", labels: ["outcome"])
    sent = spans.labeled("sent")
    dropped = spans.labeled("dropped")
  }

  /// Keeps the span for the next sending; drops it where too many wait or the trace is not sampled.
  public func record(_ span: Span) {
    guard span.context.isSampled else { return }
    let isKept = state.withLock { state in
      guard state.waiting.count < TracingLimits.waitingSpans else { return false }
      state.waiting.append(span)
      return true
    }
    if !isKept { dropped.increment() }
  }

  /// Sends every ``TracingLimits/sendSeconds`` seconds until the task is cancelled, then once more.
  public func run() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(TracingLimits.sendSeconds))
      await flush()
    }
    // The last spans leave although the task is cancelled.
    await Task { await flush() }.value
  }

  /// Sends all that waits.
  public func flush() async {
    while true {
      let batch = state.withLock { state in
        let batch = Array(state.waiting.prefix(TracingLimits.spansPerRequest))
        state.waiting.removeFirst(batch.count)
        return batch
      }
      if batch.isEmpty { return }
      if await send(batch) {
        sent.increment(by: UInt64(batch.count))
      } else {
        dropped.increment(by: UInt64(batch.count))
      }
    }
  }

  private func send(_ spans: [Span]) async -> Bool {
    var request = HTTPClientRequest(
      .post, endpoint, headers: headers,
      body: .bytes(OTLPDocument.body(spans, service: service, instance: instance)))
    request.headers["Content-Type"] = "application/json"
    request.totalTimeout = .seconds(TracingLimits.requestSeconds)
    for attempt in 1...TracingLimits.attempts {
      do {
        let status = try await client.fetch(request).response.status
        if 200..<300 ~= status { return true }
        // Only these ask for the same again (OTLP 1.3, "Retryable response codes").
        guard [429, 502, 503, 504].contains(status) else {
          logger.warning("the trace collector refuses spans", ["status": .int(Int64(status))])
          return false
        }
      } catch {
        logger.debug("the trace collector is away", ["error": .string(error.description)])
      }
      if attempt < TracingLimits.attempts {
        try? await Task.sleep(for: .milliseconds(Int.random(in: 100...300) << attempt))
      }
    }
    logger.warning("spans were dropped: the trace collector is away")
    return false
  }
}

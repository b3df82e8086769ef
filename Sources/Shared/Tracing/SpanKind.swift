/// What a span did for its trace: the kinds of OpenTelemetry, with their numbers in OTLP.
public enum SpanKind: Int, Sendable {
  /// Answered a request.
  case server = 2
  /// Sent a request.
  case client = 3
  /// Worked a job that somebody enqueued earlier.
  case consumer = 5
}

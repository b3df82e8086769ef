/// One finished step of a distributed trace, as OpenTelemetry knows it.
///
/// Attributes hold names, numbers and codes only: never text of users, never secrets.
public struct Span: Sendable {
  /// What was done, without its parameters: `POST /v1/tasks/{id}`, `job mail.ingest`.
  public let name: String
  /// What it did for the trace.
  public let kind: SpanKind
  /// Its trace and its own id.
  public let context: TraceContext
  /// The id of the span that led to it.
  public let parentSpanID: String?
  /// When it began, by this machine's clock.
  public let start: Instant
  /// When it ended, by this machine's clock.
  public let end: Instant
  /// Facts, by the names of OpenTelemetry's semantic conventions where there is one.
  public let attributes: [String: JSONValue]
  /// Set where it failed: a code, not a message.
  public let failure: String?

  /// A span that took `seconds` and ended just now.
  public init(
    _ name: String, _ kind: SpanKind, context: TraceContext, parentSpanID: String?,
    seconds: Double, attributes: [String: JSONValue] = [:], failure: String? = nil,
    end: Instant = .machineNow
  ) {
    self.name = name
    self.kind = kind
    self.context = context
    self.parentSpanID = parentSpanID
    self.end = end
    start = Instant(microseconds: end.microseconds - Int64(seconds * 1e6))
    self.attributes = attributes
    self.failure = failure
  }
}

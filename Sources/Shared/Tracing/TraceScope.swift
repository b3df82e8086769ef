/// The step of a trace that the current task works on: what it enqueues and calls belongs to it.
public struct TraceScope: Sendable {
  /// The scope of the current task; nil where none was set.
  @TaskLocal public static var current: TraceScope?

  /// Where spans of outgoing calls go; nil where none are recorded.
  public let recorder: (any SpanRecorder)?
  private let makeContext: @Sendable () -> TraceContext

  /// A scope; the context is made when somebody asks, since most jobs never do.
  public init(
    recorder: (any SpanRecorder)?, context: @escaping @autoclosure @Sendable () -> TraceContext
  ) {
    self.recorder = recorder
    makeContext = context
  }

  /// The trace and the span that new steps are children of.
  public var context: TraceContext { makeContext() }
}

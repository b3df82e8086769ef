/// Takes finished spans. Recording never waits and never fails: what cannot be kept is dropped.
public protocol SpanRecorder: Sendable {
  /// Takes one finished span.
  func record(_ span: Span)
}

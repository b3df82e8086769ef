/// An error that knows which problem document it becomes.
///
/// Errors of other modules conform in `Sources/Fractal`; every other error answers 500.
protocol ProblemConvertible: Error {
  /// What the client reads.
  var problem: Problem { get }
}

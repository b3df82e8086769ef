/// A part of the program that lives until it is told to stop, such as the server or the worker.
protocol Service: Sendable {
  /// What the log calls it.
  var name: String { get }
  /// Works until the calling task is cancelled, then finishes what it holds and returns. Throws
  /// where it cannot go on.
  func run() async throws
}

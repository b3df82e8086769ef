/// What a run of the program left behind.
public struct ProgramRun: Sendable {
  /// The exit status; 128 and the signal's number where one ended it.
  public let status: Int32
  /// Standard output.
  public let output: String
  /// Standard error.
  public let errors: String
}

import Shared

/// Ways to tell what files are by their content, for those who have hostile bytes at hand.
public enum FileTyping {
  /// The media type of the bytes; throws where it could not be told.
  public typealias Function = @Sendable (_ bytes: [UInt8]) async throws -> String

  /// Tells types in this very process: for tests and for commands that read one file of the user's.
  /// The worker uses ``IngestSandbox/fileType(_:)``.
  public static func inProcess(_ typer: FileTyper = FileTyper()) -> Function {
    { bytes in await BlockingExecutor.shared.run { typer.type(of: bytes) } }
  }
}

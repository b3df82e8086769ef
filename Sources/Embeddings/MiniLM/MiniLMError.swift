/// Why the in-process model is not to be had.
public enum MiniLMError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file of the model is missing or damaged.
  case file(ModelFileError)
  /// OpenBLAS could not be loaded.
  case noMatrixLibrary

  /// One line that says what is missing and what to install.
  public var description: String {
    switch self {
    case .file(let error): "\(error); scripts/run fetches the model again"
    case .noMatrixLibrary: "OpenBLAS is missing; install the Debian package libopenblas0-pthread"
    }
  }
}

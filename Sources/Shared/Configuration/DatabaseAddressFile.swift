import Glibc

/// The file in the data directory that tells other commands where the embedded database listens
/// while `fractal run` is up, readable by its owner alone.
public struct DatabaseAddressFile: Sendable {
  /// The file's path.
  public let path: String

  /// The file of that data directory.
  public init(dataDirectory: String) {
    path = dataDirectory + "/database-url"
  }

  /// Writes the URL, making the directory where it is missing.
  public func write(_ url: String) throws {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try SystemFile.makeDirectory("/" + folder, mode: 0o755)
    try SystemFile.write(url + "\n", to: path, mode: 0o600)
  }

  /// The URL; nil where no embedded database runs.
  public func read() -> String? {
    guard let text = SystemFile.read(path) else { return nil }
    return text.split(separator: "\n").first.map(String.init)
  }

  /// Removes the file, when the database stops.
  public func remove() {
    unlink(path)
  }
}

import FoundationEssentials
import Prompts

/// The prompts of this program, each of which a file of the operator's may replace.
public struct PromptLibrary: Sendable {
  private let folder: String?
  private let read: @Sendable (String) -> [UInt8]?

  /// A library; files `NAME.md` of the folder (`PROMPTS_DIR`) take the place of the built-in ones.
  public init(
    folder: String?, read: @escaping @Sendable (String) -> [UInt8]? = PromptLibrary.read(path:)
  ) {
    self.folder = folder
    self.read = read
  }

  /// The bytes of a file; nil where there is none.
  public static func read(path: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: path))).map { Array($0) }
  }

  /// The names of all prompts.
  public static var names: [String] { BuiltInPrompts.prompts.keys.sorted() }

  /// A prompt by name.
  ///
  /// A file of the operator's that cannot be used is an error, never passed over in silence.
  /// - Throws: `PromptError`.
  public func prompt(_ name: String) throws(PromptError) -> PromptFile {
    if let folder, let bytes = read("\(folder)/\(name).md") {
      return try PromptFile(name: name, bytes: bytes, source: .directory)
    }
    guard let bytes = BuiltInPrompts.prompts[name] else { throw .unknown(name: name) }
    return try PromptFile(name: name, bytes: bytes, source: .builtIn)
  }

  /// The files of breakdown patterns, by name: the built-in ones and those of the operator's folder
  /// `patterns`, which replace built-in ones of the same name.
  public func patternFiles() -> [(name: String, bytes: [UInt8])] {
    var files = BuiltInPrompts.patterns
    if let folder {
      let place = "\(folder)/patterns"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      for name in names where name.hasSuffix(".md") {
        if let bytes = read("\(place)/\(name)"), bytes.count <= LanguageLimits.promptBytes {
          files[String(name.dropLast(3))] = bytes
        }
      }
    }
    return files.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: $0.value) }
  }
}

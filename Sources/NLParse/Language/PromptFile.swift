public import Prompts
public import Shared

/// A prompt: what a model is told, what it is asked, and the form in which it has to answer.
///
/// A Markdown file: front matter between lines of `---`, then the sections `# System`, `# User` and
/// `# Schema`, the last one a block of JSON. Only `# User` may hold placeholders.
public struct PromptFile: Hashable, Sendable {
  /// Its name, that of the file without `.md`.
  public let name: String
  /// Counted up by whoever changes it.
  public let version: Int
  /// The first 16 hexadecimal digits of the SHA-256 of the file.
  public let hash: String
  /// Where the text came from.
  public let source: PromptSource
  /// The model that it asks, where that is not the one of the settings.
  public let model: String?
  /// How free the model is, 0 to 1; nil leaves it to the model.
  public let temperature: Double?
  /// The most tokens of an answer.
  public let maxTokens: Int
  /// What the model is told about its work.
  public let system: String
  /// What the model is asked, with placeholders.
  public let user: String
  /// The JSON Schema of the answer.
  public let schema: JSONValue

  /// Reads a file.
  ///
  /// - Throws: `PromptError`.
  public init(name: String, bytes: [UInt8], source: PromptSource) throws(PromptError) {
    guard bytes.count <= LanguageLimits.promptBytes,
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .unreadable(name: name) }
    let parts = try FrontMatter(text, name: name)
    guard let version = parts.number("version"), version >= 1 else {
      throw .malformed(name: name, "'version' has to be a whole number from 1")
    }
    guard let maxTokens = parts.number("max_tokens"), 1...16_384 ~= maxTokens else {
      throw .malformed(name: name, "'max_tokens' has to be a whole number from 1 to 16384")
    }
    let temperature = parts["temperature"].map { Double($0) }
    if let temperature, temperature.map({ !(0...1 ~= $0) }) ?? true {
      throw .malformed(name: name, "'temperature' has to be a number from 0 to 1")
    }
    let sections = Self.sections(parts.body)
    guard let system = sections["System"], let user = sections["User"],
      let schema = Self.schema(sections["Schema"] ?? "")
    else { throw .malformed(name: name, "it needs # System, # User and # Schema with JSON") }
    guard !system.contains("{{") else {
      throw .malformed(name: name, "placeholders may stand in # User only")
    }
    self.name = name
    self.version = version
    self.maxTokens = maxTokens
    self.temperature = temperature ?? nil
    self.source = source
    self.system = system
    self.user = user
    self.schema = schema
    model = parts["model"]
    hash = String(SHA256.hexDigest(of: bytes).prefix(16))
  }

  private static func sections(_ body: Substring) -> [String: String] {
    var sections: [String: String] = [:]
    var title = ""
    var lines: [Substring] = []
    func close() {
      let text = lines.joined(separator: "\n")
      sections[title] = text.trimmed
      lines = []
    }
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# ") {
        close()
        title = String(line.dropFirst(2)).trimmed
      } else {
        lines.append(line)
      }
    }
    close()
    return sections
  }

  private static func schema(_ section: String) -> JSONValue? {
    let lines = section.split(separator: "\n").filter { !$0.hasPrefix("```") }
    guard let schema = try? JSONValue(parsing: lines.joined(separator: "\n")),
      schema["type"]?.stringValue == "object"
    else { return nil }
    return schema
  }
}

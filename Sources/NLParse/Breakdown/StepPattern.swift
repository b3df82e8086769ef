/// A general pattern of steps, from a file of `prompts/patterns`.
///
/// Front matter, then a section `# LANGUAGE` for each language: a line `words:` with the words by
/// which a title is known, and a list of steps, each `- title | minutes | after 1, 2`.
public struct StepPattern: Hashable, Sendable {
  /// The pattern in one language.
  public struct Version: Hashable, Sendable {
    /// The language, such as `en`.
    public var language: String
    /// The words and phrases by which a title is known, in lower case.
    public var words: [String]
    /// The steps.
    public var steps: [BreakdownStep]
  }

  /// Its name, that of the file.
  public let name: String
  /// The pattern in each language.
  public let versions: [Version]

  /// Reads a file.
  ///
  /// - Throws: `PromptError`.
  public init(name: String, bytes: [UInt8]) throws(PromptError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .unreadable(name: name)
    }
    let parts = try FrontMatter(text, name: name)
    var versions: [Version] = []
    for line in parts.body.split(separator: "\n") {
      if line.hasPrefix("# ") {
        versions.append(Version(language: line.dropFirst(2).trimmed, words: [], steps: []))
        continue
      }
      guard !versions.isEmpty else { continue }
      let last = versions.count - 1
      if line.hasPrefix("words:") {
        versions[last].words += line.dropFirst(6).split(separator: ",").map {
          $0.trimmed.lowercased()
        }
      } else if line.hasPrefix("- ") {
        let step = try Self.step(line.dropFirst(2), name, versions[last])
        versions[last].steps.append(step)
      }
    }
    guard !versions.isEmpty, versions.allSatisfy({ !$0.words.isEmpty && $0.steps.count >= 2 })
    else {
      throw .malformed(name: name, "each language needs 'words:' and at least two steps")
    }
    self.name = name
    self.versions = versions
  }

  private static func step(
    _ line: Substring, _ name: String, _ version: Version
  ) throws(PromptError) -> BreakdownStep {
    let fields = line.split(separator: "|").map(\.trimmed)
    var step = BreakdownStep(
      fields.first ?? "", origin: .pattern(name, language: version.language))
    for field in fields.dropFirst() {
      if field.hasPrefix("after ") {
        let numbers = field.dropFirst(6).split(separator: ",").map { Int($0.trimmed) }
        guard
          numbers.allSatisfy({ number in
            number.map { 1...version.steps.count ~= $0 } ?? false
          })
        else { throw .malformed(name: name, "'after' names a step that does not stand before") }
        step.after = numbers.compactMap(\.self).map { $0 - 1 }
      } else if let minutes = Int(field),
        BreakdownLimits.leastMinutes...BreakdownLimits.stepMinutes ~= minutes
      {
        step.minutes = minutes
      } else {
        throw .malformed(name: name, "a step has a part that is no number of minutes")
      }
    }
    return step
  }
}

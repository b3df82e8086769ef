/// The words after a verb, taken apart: flags, options with a value, and the rest in order.
///
/// `--name value` and `--name=value` mean the same; `--` ends the options. A word that the
/// command does not know is refused by name.
struct Arguments {
  /// The words that belong to no option, in order.
  let positionals: [String]
  private let flags: Set<String>
  private let values: [String: [String]]

  /// Takes the words apart by the names a command knows, written without their dashes.
  init(
    _ words: [String], flags knownFlags: Set<String> = [], options knownOptions: Set<String> = [],
    positionals range: ClosedRange<Int> = 0...0
  ) throws(UsageError) {
    var flags: Set<String> = []
    var values: [String: [String]] = [:]
    var positionals: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positionals += rest
        break
      }
      guard word.hasPrefix("--") else {
        positionals.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      let name = parts[0]
      if knownFlags.contains(name), parts.count == 1 {
        flags.insert(name)
      } else if knownOptions.contains(name) {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
          throw UsageError("--\(name) needs a value")
        }
        values[name, default: []].append(value)
      } else {
        throw UsageError("unknown option --\(name)")
      }
    }
    guard range.contains(positionals.count) else {
      throw UsageError(
        positionals.count < range.lowerBound ? "an argument is missing" : "too many arguments")
    }
    self.flags = flags
    self.values = values
    self.positionals = positionals
  }

  /// True where the flag was given.
  func flag(_ name: String) -> Bool { flags.contains(name) }

  /// The last value of an option, or nil where it was not given.
  func option(_ name: String) -> String? { values[name]?.last }

  /// All values of an option that may be repeated, in order.
  func options(_ name: String) -> [String] { values[name] ?? [] }

  /// The whole number of an option, refused by name where it is none or out of range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = option(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

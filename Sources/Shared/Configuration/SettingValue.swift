/// A value that a setting's text can be read into.
public protocol SettingValue: Sendable {
  /// What a person has to write, to stand after "must be", such as `a whole number`.
  static var expectation: String { get }
  /// Reads the text; nil where it is malformed. Blanks around it have been removed.
  init?(settingText: String)
  /// The text that reads back as this value.
  var settingText: String { get }
}

extension String: SettingValue {
  /// Any text.
  public static var expectation: String { "a text" }
  /// The text itself, refused where it holds a control character.
  public init?(settingText: String) {
    guard !settingText.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    self = settingText
  }
  /// The text itself.
  public var settingText: String { self }
}

extension Int: SettingValue {
  /// Decimal digits with an optional sign.
  public static var expectation: String { "a whole number" }
  /// Reads decimal digits with an optional sign.
  public init?(settingText: String) {
    self.init(settingText, radix: 10)
  }
  /// Decimal digits.
  public var settingText: String { String(self) }
}

extension Bool: SettingValue {
  /// `true` or `false`.
  public static var expectation: String { "true or false" }
  /// Reads `true` or `false`, in lower case.
  public init?(settingText: String) {
    switch settingText {
    case "true": self = true
    case "false": self = false
    default: return nil
    }
  }
  /// `true` or `false`.
  public var settingText: String { self ? "true" : "false" }
}

extension Duration: SettingValue {
  /// A number of seconds.
  public static var expectation: String { "a number of seconds such as 30 or 0.5" }
  /// Reads seconds, decimals allowed; refuses negative ones and more than ten years.
  public init?(settingText: String) {
    let isPlain = settingText.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard isPlain, let seconds = Double(settingText), (0...315_360_000).contains(seconds) else {
      return nil
    }
    self = .microseconds(Int64((seconds * 1_000_000).rounded()))
  }
  /// Seconds, with decimals only where there are any.
  public var settingText: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return seconds == seconds.rounded() ? String(Int64(seconds)) : String(seconds)
  }
}

extension Optional: SettingValue where Wrapped: SettingValue {
  /// What the wrapped value expects.
  public static var expectation: String { "empty, or \(Wrapped.expectation)" }
  /// Nothing where the text is empty, else the wrapped value.
  public init?(settingText: String) {
    if settingText.isEmpty {
      self = Optional.none
    } else if let value = Wrapped(settingText: settingText) {
      self = Optional.some(value)
    } else {
      return nil
    }
  }
  /// The wrapped value's text, empty for nothing.
  public var settingText: String { self?.settingText ?? "" }
}

extension Array: SettingValue where Element: SettingValue {
  /// Several of the element, between commas.
  public static var expectation: String { "a list between commas, each \(Element.expectation)" }
  /// Reads elements between commas; blanks around them and empty ones are skipped.
  public init?(settingText: String) {
    var elements: [Element] = []
    for part in settingText.split(separator: ",") {
      let trimmed = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      if trimmed.isEmpty { continue }
      guard let element = Element(settingText: String(trimmed)) else { return nil }
      elements.append(element)
    }
    self = elements
  }
  /// The elements' texts between commas.
  public var settingText: String { map(\.settingText).joined(separator: ",") }
}

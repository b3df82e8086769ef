public import Shared

/// Makes data fit to stand in a prompt: nothing hidden, no secrets, no way out of its delimiters.
public enum PromptText {
  /// The text without what a person would not see, without secrets, and cut to
  /// `LanguageLimits.valueBytes`.
  public static func clean(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    var bytes = 0
    for scalar in text.unicodeScalars {
      guard isVisible(scalar, after: previous) else { continue }
      bytes += UTF8.width(scalar)
      if bytes > LanguageLimits.valueBytes {
        kept.append("…")
        break
      }
      kept.append(scalar)
      previous = scalar
    }
    return SecretRedaction.redact(String(kept))
  }

  /// The value as JSON in which no `<`, `>` or `&` stands, so that it cannot close or open a tag of
  /// the prompt; every text in it cleaned.
  public static func json(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(cleaned(value))
    var output = ""
    output.reserveCapacity(writer.bytes.count)
    for character in String(decoding: writer.bytes, as: UTF8.self).unicodeScalars {
      switch character {
      case "<": output += "\\u003c"
      case ">": output += "\\u003e"
      case "&": output += "\\u0026"
      default: output.unicodeScalars.append(character)
      }
    }
    return output
  }

  private static func cleaned(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(clean(text))
    case .array(let items): .array(items.map { cleaned($0) })
    case .object(let object):
      .object(JSONObject(object.members.map { (clean($0.key), cleaned($0.value)) }))
    case .null, .bool, .int, .double: value
    }
  }

  /// False for control, format, private and unassigned characters and for the invisible variation
  /// selectors, in which instructions can be hidden; a joiner stays between visible characters that
  /// need it.
  private static func isVisible(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" { return true }
    if scalar.value == 0x200D || scalar.value == 0x200C { return previous.value > 0x2FF }
    if 0xE0100...0xE01EF ~= scalar.value { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }
}

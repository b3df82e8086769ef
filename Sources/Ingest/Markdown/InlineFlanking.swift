/// CommonMark's rules for when a run of `*` or `~` begins or ends a mark (0.31, section 6.2).
///
/// Signs that some versions count as punctuation and others do not are read against the mark.
enum InlineFlanking {
  /// True where a run between the two scalars begins a mark.
  static func opens(before: UInt32, after: UInt32) -> Bool {
    if isBlank(after) { return false }
    return !mayBePunctuation(after) || isBlank(before) || isPunctuation(before)
  }

  /// True where a run between the two scalars ends a mark.
  static func closes(before: UInt32, after: UInt32) -> Bool {
    if isBlank(before) { return false }
    return !mayBePunctuation(before) || isBlank(after) || isPunctuation(after)
  }

  /// The scalar that begins at a place of valid UTF-8.
  static func scalar(_ bytes: [UInt8], at place: Int) -> UInt32 {
    let first = UInt32(bytes[place])
    func next(_ offset: Int) -> UInt32 {
      place + offset < bytes.count ? UInt32(bytes[place + offset] & 0x3F) : 0
    }
    if first < 0x80 { return first }
    if first < 0xE0 { return (first & 0x1F) << 6 | next(1) }
    if first < 0xF0 { return (first & 0x0F) << 12 | next(1) << 6 | next(2) }
    return (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
  }

  /// The last scalar of what was written; a line feed where nothing was.
  static func last(_ bytes: [UInt8]) -> UInt32 {
    var place = bytes.count - 1
    guard place >= 0 else { return 0x0A }
    while place > 0, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return scalar(bytes, at: place)
  }

  /// True for white space, as which the start and the end of a line count too.
  static func isBlank(_ code: UInt32) -> Bool {
    if code < 0x80 { return code <= 0x20 }
    return Unicode.Scalar(code)?.properties.generalCategory == .spaceSeparator
  }

  private static func isPunctuation(_ code: UInt32) -> Bool {
    if code < 0x80 { return isASCIIPunctuation(code) }
    switch Unicode.Scalar(code)?.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  private static func mayBePunctuation(_ code: UInt32) -> Bool {
    if code < 0x80 { return isASCIIPunctuation(code) }
    switch Unicode.Scalar(code)?.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return true
    default: return isPunctuation(code)
    }
  }

  private static func isASCIIPunctuation(_ code: UInt32) -> Bool {
    (0x21...0x2F).contains(code) || (0x3A...0x40).contains(code) || (0x5B...0x60).contains(code)
      || (0x7B...0x7E).contains(code)
  }
}

/// What the `style` of an element says about whether its content can be seen (CSS 2.2).
struct InlineStyle {
  /// True for `display: none`, `visibility: hidden`, a size of nothing.
  private(set) var hides = false
  /// The colour of the text as 0xRRGGBB, where it is given.
  private(set) var color: UInt32?
  /// The colour behind it, where it is given.
  private(set) var background: UInt32?
  /// Width and height in pixels, where they are given so.
  private(set) var width: Int?
  /// Height in pixels, where it is given so.
  private(set) var height: Int?

  /// A background that is drawn from an image.
  static let unknown: UInt32 = 0xFF00_0000

  /// The style of a `style` attribute.
  init(_ text: ArraySlice<UInt8>) {
    var clips = false
    var isFlat = false
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: 0x3B) ?? text.endIndex
      if let colon = text[start..<end].firstIndex(of: 0x3A) {
        let name = ASCIIWords.trim(text[start..<colon])
        let value = ASCIIWords.trim(text[colon + 1..<end])
        read(name, value, &clips, &isFlat)
      }
      start = end + 1
    }
    if clips, isFlat { hides = true }
  }

  private mutating func read(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ clips: inout Bool, _ isFlat: inout Bool
  ) {
    if ASCIIWords.equals(name, "display") {
      if ASCIIWords.starts(value, with: "none") { hides = true }
    } else if ASCIIWords.equals(name, "visibility") {
      if ASCIIWords.starts(value, with: "hidden") { hides = true }
    } else if ASCIIWords.equals(name, "mso-hide") {
      if ASCIIWords.starts(value, with: "all") { hides = true }
    } else if ASCIIWords.equals(name, "font-size") {
      if let size = Self.length(value), size < 1 { hides = true }
    } else if ASCIIWords.equals(name, "max-height") || ASCIIWords.equals(name, "max-width") {
      if Self.length(value) == 0 { isFlat = true }
    } else if ASCIIWords.equals(name, "height") {
      height = Self.length(value).map { Int($0) }
      if height == 0 { isFlat = true }
    } else if ASCIIWords.equals(name, "width") {
      width = Self.length(value).map { Int($0) }
      if width == 0 { isFlat = true }
    } else if ASCIIWords.equals(name, "overflow") {
      if ASCIIWords.starts(value, with: "hidden") { clips = true }
    } else if ASCIIWords.equals(name, "color") {
      color = Self.color(value)
    } else if ASCIIWords.equals(name, "background-color") || ASCIIWords.equals(name, "background") {
      background = Self.color(value) ?? (ASCIIWords.contains(value, "url") ? Self.unknown : nil)
    }
  }

  /// A length in pixels or points; nil for percentages and relative units that are not nothing.
  static func length(_ value: ArraySlice<UInt8>) -> Double? {
    var number = 0.0
    var scale = 0.0
    var place = value.startIndex
    while place < value.endIndex {
      let byte = value[place]
      if byte &- 0x30 < 10 {
        if scale > 0 {
          number += Double(byte - 0x30) * scale
          scale /= 10
        } else {
          number = min(number * 10 + Double(byte - 0x30), 1e9)
        }
      } else if byte == 0x2E, scale == 0 {
        scale = 0.1
      } else {
        break
      }
      place += 1
    }
    guard place > value.startIndex else { return nil }
    let unit = value[place...]
    if number == 0 || unit.isEmpty || ASCIIWords.starts(unit, with: "px")
      || ASCIIWords.starts(unit, with: "pt")
    {
      return number
    }
    return nil
  }

  /// A colour written in one of the usual ways, as 0xRRGGBB.
  static func color(_ value: ArraySlice<UInt8>) -> UInt32? {
    let value = ASCIIWords.trim(value)
    if ASCIIWords.starts(value, with: "white") { return 0xFFFFFF }
    if ASCIIWords.starts(value, with: "black") { return 0 }
    if value.first == 0x23 {
      var digits: [UInt32] = []
      for byte in value.dropFirst() {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { break }
        digits.append(UInt32(digit))
        if digits.count == 6 { break }
      }
      if digits.count == 6 { return digits.reduce(0) { $0 << 4 | $1 } }
      if digits.count == 3 { return digits.reduce(0) { $0 << 8 | $1 << 4 | $1 } }
      return nil
    }
    guard ASCIIWords.starts(value, with: "rgb") else { return nil }
    var parts: [UInt32] = []
    var number: UInt32?
    for byte in value {
      if byte &- 0x30 < 10 {
        number = min((number ?? 0) * 10 + UInt32(byte - 0x30), 255)
      } else if let finished = number {
        parts.append(finished)
        number = nil
        if parts.count == 3 { break }
      }
    }
    return parts.count == 3 ? parts.reduce(0) { $0 << 8 | $1 } : nil
  }
}

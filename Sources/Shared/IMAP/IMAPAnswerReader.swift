/// Puts the answers of an IMAP server together from the bytes that arrive (RFC 3501 section 9).
///
/// One pass over each byte; text and literals are bounded, whatever the server announces.
public struct IMAPAnswerReader: Sendable {
  private var bytes: [UInt8] = []
  private var position = 0
  private var words: [IMAPAnswer.Word] = []
  private var textBytes = 0
  private var literals = 0
  private var literalLeft: Int?
  private let literalLimit: Int

  /// A reader that takes literals of at most that many bytes.
  public init(literalLimit: Int) {
    self.literalLimit = literalLimit
  }

  /// Takes bytes as they arrived.
  public mutating func push(_ more: [UInt8]) {
    if position > 65_536, position * 2 > bytes.count {
      bytes.removeFirst(position)
      position = 0
    }
    bytes += more
  }

  /// The next whole answer; nil until more bytes have come.
  ///
  /// - Throws: `IMAPError.Code.malformed` where a bound is passed or a literal's length is none.
  public mutating func next() throws(IMAPError) -> IMAPAnswer? {
    while true {
      if let count = literalLeft {
        guard bytes.count - position >= count else { return nil }
        words.append(.string(Array(bytes[position..<(position + count)])))
        position += count
        literalLeft = nil
      }
      guard let end = lineEnd() else {
        guard bytes.count - position <= IMAPLimits.lineBytes else { throw IMAPError(.malformed) }
        return nil
      }
      var stop = end
      if stop > position, bytes[stop - 1] == 0x0D { stop -= 1 }
      textBytes += stop - position
      guard textBytes <= IMAPLimits.lineBytes else { throw IMAPError(.malformed) }
      let announced = try literal(in: position..<stop)
      try read(position..<(announced?.start ?? stop))
      position = end + 1
      guard let announced else {
        defer {
          words = []
          textBytes = 0
          literals = 0
        }
        return IMAPAnswer(words: words)
      }
      literals += 1
      guard announced.count <= literalLimit, literals <= IMAPLimits.literals else {
        throw IMAPError(.malformed)
      }
      literalLeft = announced.count
    }
  }

  private func lineEnd() -> Int? {
    bytes[position...].firstIndex(of: 0x0A)
  }

  /// `{123}` at the end of a line.
  private func literal(in line: Range<Int>) throws(IMAPError) -> (start: Int, count: Int)? {
    guard let last = line.last, bytes[last] == 0x7D else { return nil }
    var index = last - 1
    while index >= line.lowerBound, 0x30...0x39 ~= bytes[index] { index -= 1 }
    guard index >= line.lowerBound, bytes[index] == 0x7B, index < last - 1 else { return nil }
    let digits = String(decoding: bytes[(index + 1)..<last], as: UTF8.self)
    guard let count = Int(digits) else { throw IMAPError(.malformed) }
    return (index, count)
  }

  private mutating func read(_ range: Range<Int>) throws(IMAPError) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case 0x20, 0x09: index += 1
      case 0x28:
        words.append(.open)
        index += 1
      case 0x29:
        words.append(.close)
        index += 1
      case 0x22: index = quoted(index + 1, range.upperBound)
      default: index = atom(index, range.upperBound)
      }
    }
  }

  private mutating func quoted(_ start: Int, _ end: Int) -> Int {
    var index = start
    var text: [UInt8] = []
    while index < end, bytes[index] != 0x22 {
      if bytes[index] == 0x5C, index + 1 < end { index += 1 }
      text.append(bytes[index])
      index += 1
    }
    words.append(.string(text))
    return index + 1
  }

  private mutating func atom(_ start: Int, _ end: Int) -> Int {
    var index = start
    // The section of BODY[HEADER.FIELDS (X)] belongs to the atom; a response code's does not.
    var isSection = false
    while index < end {
      let byte = bytes[index]
      if byte == 0x5B, index > start { isSection = true }
      if byte == 0x5D { isSection = false }
      if !isSection, byte == 0x20 || byte == 0x28 || byte == 0x29 || byte == 0x22 { break }
      index += 1
    }
    words.append(.atom(String(decoding: bytes[start..<index], as: UTF8.self)))
    return index
  }
}

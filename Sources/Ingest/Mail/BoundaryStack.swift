/// The boundaries of the multiparts that are open, innermost last (RFC 2046 section 5.1.1).
///
/// A line belongs to the innermost open multipart whose boundary it is, so that an outer boundary
/// also ends everything inside that was never closed.
struct BoundaryStack {
  /// What a boundary line is to the stack.
  struct Match {
    /// The open multipart it belongs to, 0 for the outermost.
    var level: Int
    /// True for the closing form, with two hyphens after the boundary.
    var closes: Bool
    /// The place after the line.
    var next: Int
  }

  private var text: [UInt8] = []
  private var starts: [Int] = []

  /// Open multiparts.
  var count: Int { starts.count }

  /// Opens a multipart.
  mutating func push(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    starts.append(text.count)
    for place in range { text.append(bytes[place]) }
  }

  /// Opens a multipart whose boundary had to be unquoted.
  mutating func push(_ boundary: [UInt8]) {
    starts.append(text.count)
    text += boundary
  }

  /// Closes the innermost multipart.
  mutating func pop() {
    guard let start = starts.popLast() else { return }
    text.removeSubrange(start...)
  }

  /// The multipart to which the line at `place` belongs, or nil where it is content.
  ///
  /// The line begins with two hyphens. Blanks after the boundary are allowed, anything else not:
  /// one boundary may begin with another.
  func match(_ bytes: Span<UInt8>, at place: Int, to end: Int) -> Match? {
    let own = text.span
    var stop = own.count
    var level = starts.count - 1
    while level >= 0 {
      let start = starts[level]
      let count = stop - start
      if count <= end - place - 2, Self.equal(bytes, place + 2, own, start, count),
        let tail = Self.tail(bytes, place + 2 + count, end)
      {
        return Match(level: level, closes: tail.closes, next: tail.next)
      }
      stop = start
      level -= 1
    }
    return nil
  }

  @inline(__always)
  private static func equal(
    _ bytes: Span<UInt8>, _ place: Int, _ own: Span<UInt8>, _ start: Int, _ count: Int
  ) -> Bool {
    for offset in 0..<count where bytes[place + offset] != own[start + offset] {
      return false
    }
    return true
  }

  @inline(__always)
  private static func tail(
    _ bytes: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (closes: Bool, next: Int)? {
    var index = place
    var closes = false
    if index + 1 < end, bytes[index] == Byte.hyphen, bytes[index + 1] == Byte.hyphen {
      closes = true
      index += 2
    }
    while index < end, Byte.isBlank(bytes[index]) || bytes[index] == Byte.carriageReturn {
      index += 1
    }
    if index == end { return (closes, end) }
    return bytes[index] == Byte.lineFeed ? (closes, index + 1) : nil
  }
}

/// Joins folded lines (RFC 5545 section 3.1) as bytes come in; a line may be folded inside a
/// character. CRLF, bare LF and bare CR end a line alike.
struct ICalendarLineReader {
  /// An unfolded line and the number of its first physical line.
  struct Line {
    /// The line without its ends and folds.
    var bytes: [UInt8]
    /// The first physical line, counted from 1.
    let number: Int
    /// True where bytes beyond `ICalendarLimits.lineBytes` were dropped.
    var isTruncated = false
  }

  private var current = Line(bytes: [], number: 1)
  private var number = 1
  private var isAtLineStart = true
  private var hasCurrent = false
  private var lastWasReturn = false

  /// Takes bytes in and hands each line over that they complete.
  mutating func feed(_ bytes: some Sequence<UInt8>, _ take: (Line) -> Void) {
    for byte in bytes {
      if byte == 10, lastWasReturn {
        lastWasReturn = false
        continue
      }
      lastWasReturn = byte == 13
      if byte == 10 || byte == 13 {
        number += 1
        isAtLineStart = true
        continue
      }
      if isAtLineStart {
        isAtLineStart = false
        if byte == 32 || byte == 9, hasCurrent { continue }
        flush(take)
        current = Line(bytes: [], number: number)
        hasCurrent = true
      }
      guard byte != 0 else { continue }
      if current.bytes.count < ICalendarLimits.lineBytes {
        current.bytes.append(byte)
      } else {
        current.isTruncated = true
      }
    }
  }

  /// Hands the last line over.
  mutating func finish(_ take: (Line) -> Void) {
    flush(take)
    hasCurrent = false
  }

  private func flush(_ take: (Line) -> Void) {
    guard hasCurrent, !current.bytes.isEmpty else { return }
    take(current)
  }
}

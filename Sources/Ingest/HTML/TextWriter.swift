/// Gathers text with its blanks folded and its lines kept apart.
struct TextWriter {
  /// The text so far, in UTF-8.
  private(set) var bytes: [UInt8] = []
  private var needsBlank = false
  private var needsLine = false

  /// Adds text; each run of blanks (no-break space included) becomes one.
  mutating func add(_ text: ArraySlice<UInt8>) {
    var place = text.startIndex
    let end = text.endIndex
    while place < end {
      let byte = text[place]
      if HTMLText.isSpace(byte) {
        needsBlank = true
        place += 1
        continue
      }
      if byte == 0xC2, place + 1 < end, text[place + 1] == 0xA0 {
        needsBlank = true
        place += 2
        continue
      }
      let start = place
      repeat {
        place += 1
      } while place < end && !HTMLText.isSpace(text[place])
        && !(text[place] == 0xC2 && place + 1 < end && text[place + 1] == 0xA0)
      separate()
      bytes.append(contentsOf: text[start..<place])
    }
  }

  /// Sets a blank before what comes next.
  mutating func addBlank() { needsBlank = true }

  /// Begins a new line before what comes next.
  mutating func breakLine() { needsLine = true }

  private mutating func separate() {
    if needsLine {
      if !bytes.isEmpty { bytes.append(0x0A) }
    } else if needsBlank, !bytes.isEmpty {
      bytes.append(0x20)
    }
    needsLine = false
    needsBlank = false
  }

  /// The text gathered.
  consuming func finish() -> [UInt8] { bytes }
}

/// Elements whose content is no markup (HTML Living Standard, 13.1.2: raw text elements).
extension HTMLScrubber {
  /// The place of `</name` from the position on, or the end of the input.
  func endTag(named name: ArraySlice<UInt8>) -> Int {
    var place = position
    while place < input.count {
      if input[place] == 0x3C, byte(place + 1) == 0x2F, matches(name, at: place + 2) {
        let after = byte(place + 2 + name.count)
        if after <= 0x20 || after == 0x2F || after == 0x3E { return place }
      }
      place += 1
    }
    return input.count
  }

  private func matches(_ name: ArraySlice<UInt8>, at place: Int) -> Bool {
    guard place + name.count <= input.count else { return false }
    for offset in 0..<name.count
    where input[place + offset] | 0x20 != name[name.startIndex + offset] | 0x20 {
      return false
    }
    return true
  }

  /// Drops an element whose start tag was read, with its content.
  mutating func skipElement(named name: ArraySlice<UInt8>) {
    position = endTag(named: name)
    skipTag()
  }

  /// Moves past the tag at the position.
  mutating func skipTag() {
    while position < input.count, input[position] != 0x3E { position += 1 }
    position = min(position + 1, input.count)
  }

  /// Copies text in which `<` means itself, such as a title's, up to its end tag.
  mutating func copyRawText(named name: ArraySlice<UInt8>) {
    let end = endTag(named: name)
    while position < end {
      switch input[position] {
      case 0x3C:
        write([0x26, 0x6C, 0x74, 0x3B])
        position += 1
      case 0x26: copyReference(inAttribute: false)
      case 0: position += 1
      default:
        write(input[position])
        position += 1
      }
    }
  }

  /// Drops a drawing; one inside another does not end it.
  mutating func skipDrawing() {
    let name: [UInt8] = Array("svg".utf8)
    var depth = 1
    while position < input.count, depth > 0 {
      guard input[position] == 0x3C else {
        position += 1
        continue
      }
      if byte(position + 1) == 0x2F, matches(name[...], at: position + 2) {
        depth -= 1
        skipTag()
      } else if matches(name[...], at: position + 1), !Self.isLetter(byte(position + 4)) {
        depth += 1
        skipTag()
        if position >= 2, input[position - 2] == 0x2F { depth -= 1 }
      } else {
        position += 1
      }
    }
  }

  /// Drops a script, or keeps its body aside (JSON-LD) or in place (TeX).
  mutating func readScript() {
    let bodyStart = position
    let end = endTag(named: Array("script".utf8)[...])
    position = end
    skipTag()
    let type = scriptTypeText
    if type.hasPrefix("application/ld+json") {
      keepStructuredData(bodyStart..<end)
    } else if type.hasPrefix("math/tex") {
      let mode = type.contains("mode=display") ? "block" : "inline"
      write(Array("<tex-source display=\"\(mode)\">".utf8))
      for byte in input[bodyStart..<end] {
        switch byte {
        case 0x3C: write(Array("&lt;".utf8))
        case 0x26: write(Array("&amp;".utf8))
        case 0: break
        default: write(byte)
        }
      }
      write(Array("</tex-source>".utf8))
    }
  }
}

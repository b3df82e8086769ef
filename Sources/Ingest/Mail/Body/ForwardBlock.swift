/// Reads the block of labelled fields at the head of a forwarded mail.
struct ForwardBlock {
  /// The fields found, in their order.
  private(set) var labels: [ForwardLabel] = []
  /// Where the label of the sender stands.
  private var fromWord = 0..<0
  /// The line after the block.
  private(set) var next: Int

  private var values: [(ForwardLabel, [UInt8])] = []

  /// True where the fields are enough to be the head of a mail.
  var isComplete: Bool {
    let kinds = Set(labels).subtracting([.other])
    guard kinds.contains(.from) else { return false }
    return kinds.count >= 3 || (kinds.count == 2 && kinds.contains(.subject))
  }

  /// True where sender, recipient or date, and subject are all there.
  var isFull: Bool {
    let kinds = Set(labels)
    return kinds.contains(.from) && kinds.contains(.subject)
      && (kinds.contains(.to) || kinds.contains(.date)) && kinds.count >= 3
  }

  /// Reads a block whose first field stands in line `first`.
  init(_ text: BodyText, at first: Int) {
    next = first
    let depth = text.lines[first].depth
    var line = first
    let stop = min(text.lines.count, first + BodyLimits.blockLines)
    while line < stop {
      let current = text.lines[line]
      if current.isBlank {
        // A blank line ends the block, unless a program wrote one after each field.
        guard line + 1 < stop, labels.count < 4, continuesAfterBlank(text, line + 1, depth) else {
          break
        }
        line += 1
        continue
      }
      if let field = Self.field(text, line), isNew(field.label) {
        add(field, text)
      } else if !continueValue(text, line) {
        break
      }
      line += 1
    }
    next = line
  }

  /// Reads fields that stand one after another in a single line, as some programs write them.
  init(_ text: BodyText, inLine line: Int, from start: Int) {
    next = line + 1
    for field in GluedFields.read(text.bytes, start..<text.lines[line].contentEnd) {
      values.append(field)
      labels.append(field.0)
    }
  }

  /// A field of a line.
  private typealias Field = (label: ForwardLabel, word: Range<Int>, value: Range<Int>)

  /// The labelled field in a line, nil where it holds none.
  private static func field(_ text: BodyText, _ line: Int) -> Field? {
    let current = text.lines[line]
    let bytes = text.bytes
    var index = current.content
    let stop = min(current.contentEnd, index + 48)
    var colonWidth = 1
    while index < stop, bytes[index] != Byte.colon {
      // U+FF1A, the colon of Chinese and Japanese.
      if bytes[index] == 0xEF, index + 2 < stop, bytes[index + 1] == 0xBC, bytes[index + 2] == 0x9A
      {
        colonWidth = 3
        break
      }
      if Byte.isDigit(bytes[index]) || bytes[index] == Byte.at { return nil }
      index += 1
    }
    guard index < stop, index > current.content else { return nil }
    guard let label = ForwardLabel.find(bytes, current.content..<index) else { return nil }
    let word = current.content..<index
    var value = index + colonWidth
    while value < current.contentEnd, bytes[value] == Byte.asterisk { value += 1 }
    return (label, word, value..<current.contentEnd)
  }

  /// True where a line begins a block: a field of the kinds that blocks begin with.
  static func begins(_ text: BodyText, at line: Int) -> Bool {
    guard let field = field(text, line) else { return false }
    return field.label == .from || field.label == .subject || field.label == .date
      || field.label == .to
  }

  /// True where a line is a labelled field.
  static func isField(_ text: BodyText, at line: Int) -> Bool {
    field(text, line) != nil
  }

  /// True where a line begins a block with its sender.
  static func beginsWithSender(_ text: BodyText, at line: Int) -> Bool {
    field(text, line)?.label == .from
  }

  /// A label without emphasis marks, blanks and invisible marks around it, in lower case.
  static func normalized(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let trimmed = text.unicodeScalars.drop(while: isFringe)
    var kept = String.UnicodeScalarView(trimmed)
    while let last = kept.last, isFringe(last) { kept.removeLast() }
    return String(kept).lowercased()
  }

  private static func isFringe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20, 0xA0, 0x2A, 0x5F, 0x7C, 0x200B...0x200F, 0xFEFF, 0x3000, 0x202A...0x202E: true
    default: false
    }
  }

  /// The label of the sender as written, in lower case. Read when it is asked for: most blocks are
  /// soon found to be none.
  func fromLabel(in text: BodyText) -> String {
    Self.normalized(text.bytes[fromWord])
  }

  private func isNew(_ label: ForwardLabel) -> Bool {
    label == .other || !labels.contains(label)
  }

  private mutating func add(_ field: Field, _ text: BodyText) {
    labels.append(field.label)
    if field.label == .from { fromWord = field.word }
    values.append((field.label, Array(text.bytes[field.value])))
  }

  /// True where the next field follows after a blank line.
  private func continuesAfterBlank(_ text: BodyText, _ line: Int, _ depth: Int) -> Bool {
    guard !labels.isEmpty, !text.lines[line].isBlank, let field = Self.field(text, line) else {
      return false
    }
    return isNew(field.label) && field.label != .other
  }

  /// Takes a line as the continuation of the value before it, where it can be one.
  private mutating func continueValue(_ text: BodyText, _ line: Int) -> Bool {
    guard let last = values.last else { return false }
    let current = text.lines[line]
    let isList = last.0 == .to || last.0 == .cc || last.0 == .bcc || last.0 == .from
    let tail = last.1.last { !Byte.isBlank($0) }
    let isOpen = tail == Byte.comma || tail == Byte.semicolon
    let hasFieldNext =
      line + 1 < text.lines.count && !text.lines[line + 1].isBlank
      && Self.field(text, line + 1).map { isNew($0.label) } == true
    let content = text.bytes[current.content..<current.contentEnd]
    guard (isList && (isOpen || hasFieldNext)) || (last.0 == .subject && hasFieldNext) else {
      return false
    }
    values[values.count - 1].1 += [Byte.space] + content
    return true
  }

  /// What the fields say; read when it is asked for, since most blocks are soon found to be none.
  var mail: ForwardedMail {
    var mail = ForwardedMail()
    for (label, bytes) in values {
      switch label {
      case .from: mail.from = mail.from ?? ForwardAddress.parse(bytes).first
      case .to: mail.to += ForwardAddress.parse(bytes)
      case .cc: mail.cc += ForwardAddress.parse(bytes)
      case .subject: mail.subject = mail.subject ?? Self.trimmed(bytes)
      case .date: mail.date = mail.date ?? Self.trimmed(bytes)
      case .bcc, .other: break
      }
    }
    return mail
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let first = scalars.first, isFringe(first) { scalars.removeFirst() }
    while let last = scalars.last, isFringe(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// Finds the declarations of a Swift file by its words and braces, without parsing it whole.
struct DeclarationScanner {
  private enum Scope: Equatable {
    case type(isPrivate: Bool, index: Int?)
    case code(index: Int?)
  }

  private let code: [UInt8]
  private var position = 0
  private var line = 1
  private var parentheses = 0
  private var scopes: [Scope] = []
  private var previous = ""
  private var isPrivateNext = false
  private var isImport = false
  private var openIndex: Int?
  private var declarations: [Declaration] = []

  /// The declarations of the file at file and type level, in order.
  static func declarations(in source: SourceText) -> [Declaration] {
    var scanner = DeclarationScanner(code: source.code)
    scanner.run()
    return scanner.declarations
  }

  private init(code: [UInt8]) {
    self.code = code
  }

  private mutating func run() {
    while position < code.count {
      let byte = code[position]
      if byte == 0x0A {
        line += 1
        if parentheses == 0 { isImport = false }
        position += 1
      } else if Self.isWordByte(byte) || byte == UInt8(ascii: "`") {
        word(readWord())
      } else {
        punctuation(byte)
        position += 1
      }
    }
  }

  private mutating func punctuation(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): return
    case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses = max(0, parentheses - 1)
    case UInt8(ascii: "{"): open()
    case UInt8(ascii: "}"): close()
    default: break
    }
    previous = String(UnicodeScalar(byte))
  }

  private mutating func open() {
    isPrivateNext = false
    if parentheses == 0, isDeclaring, let index = openIndex, declarations[index].isType {
      scopes.append(.type(isPrivate: declarations[index].isPrivate, index: index))
    } else {
      scopes.append(.code(index: parentheses == 0 && isDeclaring ? openIndex : nil))
    }
    if parentheses == 0 { openIndex = nil }
    parenthesesStack.append(parentheses)
    parentheses = 0
  }

  private var parenthesesStack: [Int] = []

  private mutating func close() {
    parentheses = parenthesesStack.popLast() ?? 0
    guard let scope = scopes.popLast() else { return }
    switch scope {
    case .type(_, let index), .code(let index):
      if let index { declarations[index].lastLine = line }
    }
    isPrivateNext = false
  }

  /// Whether words here declare something: at file or type level.
  private var isDeclaring: Bool {
    switch scopes.last {
    case nil, .type: true
    case .code: false
    }
  }

  private mutating func word(_ word: String) {
    defer { previous = word }
    guard isDeclaring, parentheses == 0, previous != ".", previous != "#", !isName else { return }
    if word == "import" {
      isImport = true
      isPrivateNext = false
    } else if word == "private" || word == "fileprivate" {
      isPrivateNext = next() != UInt8(ascii: "(")
    } else if isDeclarationKeyword(word), !isImport {
      declare(word)
    }
  }

  /// Whether the word just read is the name that a keyword before it declares, as in `func actor`.
  private var isName: Bool {
    !["class", "init", "deinit", "subscript"].contains(previous)
      && (Declaration.typeKeywords.contains(previous)
        || Declaration.memberKeywords.contains(previous))
  }

  private func isDeclarationKeyword(_ word: String) -> Bool {
    if word == "class", followsWord(in: ["func", "var", "let", "subscript"]) { return false }
    if word == "case", case .type = scopes.last { return true }
    if word == "case" { return false }
    return Declaration.typeKeywords.contains(word) || Declaration.memberKeywords.contains(word)
  }

  private mutating func declare(_ keyword: String) {
    var isPrivate = isPrivateNext
    if case .type(true, _) = scopes.last { isPrivate = true }
    isPrivateNext = false
    let declaredLine = line
    var name = keyword
    if !["init", "deinit", "subscript"].contains(keyword) {
      let found = peekWord()
      if !found.isEmpty { name = found }
    }
    declarations.append(
      Declaration(
        keyword: keyword, name: name, line: declaredLine, lastLine: declaredLine,
        isPrivate: isPrivate, depth: scopes.count))
    openIndex = declarations.count - 1
  }

  private func next() -> UInt8? {
    code[position...].first { $0 != 0x20 }
  }

  private func peekWord() -> String {
    var index = position
    while index < code.count, code[index] == 0x20 || code[index] == UInt8(ascii: "`") {
      index += 1
    }
    let start = index
    while index < code.count, Self.isWordByte(code[index]) { index += 1 }
    return String(decoding: code[start..<index], as: UTF8.self)
  }

  private func followsWord(in words: Set<String>) -> Bool { words.contains(peekWord()) }

  private mutating func readWord() -> String {
    let start = position
    position += 1
    while position < code.count,
      Self.isWordByte(code[position]) || code[position] == UInt8(ascii: "`")
    {
      position += 1
    }
    return String(decoding: code[start..<position], as: UTF8.self)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == 0x5F || byte >= 0x80
  }
}

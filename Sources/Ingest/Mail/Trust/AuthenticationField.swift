/// An Authentication-Results field taken apart (RFC 8601 section 2.2, with RFC 5322's comments and
/// quoted strings).
///
/// What an attacker may write into such a field, his envelope sender above all, stands in quotes:
/// a semicolon, a blank or an equals sign inside them ends nothing and begins nothing.
struct AuthenticationField {
  /// `key=value`, both in lower case, without quotes and version.
  struct Property: Equatable {
    /// The method, or type and name of a property.
    var key: String
    /// The result, or the property's value.
    var value: String
  }

  /// Bytes of a field that are read; a longer one says nothing.
  static let limit = 65_536

  /// The name of the server that wrote it (authserv-id), in lower case.
  private(set) var server = ""
  /// What it says of each method: the method with its result first.
  private(set) var clauses: [[Property]] = []

  private var clause: [Property] = []
  private var hasServer = false
  /// False where something else stands in front of the clause's method.
  private var isClause = true
  private var word: [UInt8] = []
  private var hasWord = false
  private var isQuoted = false
  /// The word before, until it is known whether an equals sign follows.
  private var earlier: [UInt8]?
  private var key: [UInt8]?

  /// Reads a field; nil where it is too long, or a comment or a quoted string does not end.
  init?(_ field: String) {
    let bytes = Array(field.utf8)
    guard bytes.count <= Self.limit else { return nil }
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case Byte.openParenthesis:
        guard let end = Self.commentEnd(bytes, from: place) else { return nil }
        endWord()
        place = end
      case Byte.quote:
        guard let end = takeQuoted(bytes, from: place + 1) else { return nil }
        place = end
      case Byte.semicolon:
        endClause()
        place += 1
      case let byte where Byte.isSpace(byte):
        endWord()
        place += 1
      case let byte:
        take(byte)
        place += 1
      }
    }
    endClause()
  }

  /// The place after a comment and those inside it.
  private static func commentEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var place = start
    while place < bytes.count {
      switch bytes[place] {
      case Byte.backslash: place += 1
      case Byte.openParenthesis: depth += 1
      case Byte.closeParenthesis:
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// Adds a quoted string to the word; the place after it.
  private mutating func takeQuoted(_ bytes: [UInt8], from start: Int) -> Int? {
    hasWord = true
    isQuoted = true
    var place = start
    while place < bytes.count {
      switch bytes[place] {
      case Byte.quote: return place + 1
      case Byte.backslash where place + 1 < bytes.count:
        word.append(bytes[place + 1])
        place += 2
      case let byte:
        word.append(byte)
        place += 1
      }
    }
    return nil
  }

  /// Adds a byte to the word; the first equals sign of a pair parts key and value.
  private mutating func take(_ byte: UInt8) {
    if byte == Byte.equals, key == nil, !isQuoted {
      if hasWord {
        dropEarlier()
        key = word
        (word, hasWord) = ([], false)
        return
      }
      if let before = earlier {
        key = before
        earlier = nil
        return
      }
    }
    word.append(byte)
    hasWord = true
  }

  private mutating func endWord() {
    guard hasWord else { return }
    if let key {
      clause.append(Property(key: Self.name(key), value: Self.text(word)))
      self.key = nil
    } else {
      dropEarlier()
      // A quoted word names nothing.
      if isQuoted, hasServer { isClause = isClause && !clause.isEmpty } else { earlier = word }
    }
    (word, hasWord, isQuoted) = ([], false, false)
  }

  /// A word that is no pair: in front of the server's semicolon its name, else nothing known.
  private mutating func dropEarlier() {
    guard let lone = earlier else { return }
    earlier = nil
    if !hasServer, server.isEmpty {
      server = Self.text(lone)
    } else if hasServer, clause.isEmpty {
      isClause = false
    }
  }

  private mutating func endClause() {
    endWord()
    dropEarlier()
    if hasServer {
      if isClause, key == nil, !clause.isEmpty { clauses.append(clause) }
    } else {
      hasServer = true
    }
    (clause, key, isClause) = ([], nil, true)
  }

  /// A key without its version: `dkim/1`.
  private static func name(_ bytes: [UInt8]) -> String {
    text(Array(bytes.prefix { $0 != Byte.slash }))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }
}

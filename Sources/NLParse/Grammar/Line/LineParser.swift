import Shared

/// Reads typed lines: one pass of tokens, explicit syntax first, then phrases of time, then the
/// title that is left. Deterministic, and bounded by ``LineLimits`` on any bytes.
public struct LineParser: Sendable {
  /// A parser; it has no state.
  public init() {}

  /// What a line says.
  public func read(_ line: String, _ context: LineContext) -> LineReading {
    read(Array(line.utf8), context)
  }

  /// What a line in UTF-8 says; bytes beyond ``LineLimits/bytes`` stay title.
  public func read(_ bytes: [UInt8], _ context: LineContext) -> LineReading {
    let length = LineParser.length(of: bytes)
    let head = length < bytes.count ? Array(bytes[..<length]) : bytes
    let language = LanguageTable.table(for: context.language, head)
    var tokenizer = LineTokenizer(head, language)
    tokenizer.run()
    var draft = LineDraft(head, tokenizer.tokens, context)
    draft.readSyntax()
    var scanner = LineScanner(draft, context, language)
    var reading = scanner.run()
    reading.language = language.code
    if length < bytes.count {
      reading.add(rest: String(decoding: bytes[length...], as: UTF8.self))
    }
    return reading
  }

  /// How many bytes are read: at most the limit, and no half of a character.
  private static func length(of bytes: [UInt8]) -> Int {
    guard bytes.count > LineLimits.bytes else { return bytes.count }
    var length = LineLimits.bytes
    while length > 0, bytes[length] & 0xC0 == 0x80 { length -= 1 }
    return length
  }
}

extension LineParser {
  /// Lines of the language tables that were not understood; empty, as a test makes sure.
  public static var tableFaults: [String] {
    let texts = [
      LanguageTable.englishWords, LanguageTable.englishGlue, LanguageTable.englishHolidays,
      LanguageTable.germanWords, LanguageTable.frenchWords, LanguageTable.spanishWords,
      LanguageTable.italianWords, LanguageTable.portugueseWords, LanguageTable.dutchWords,
    ]
    return texts.flatMap { WordTableReader.words($0).faults }
  }
}

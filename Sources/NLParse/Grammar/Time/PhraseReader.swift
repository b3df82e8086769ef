import Shared

/// Reads phrases of time from a line's tokens: one method a kind of phrase, each of which answers
/// what it read and where it ended, or nil. It looks ahead a bounded way and never backtracks over
/// more than one phrase, and it counts its steps.
final class PhraseReader {
  /// The line, cut.
  let tokens: [Token]
  /// The wall time of the person who types.
  let now: CivilDateTime
  /// The language's habits.
  let language: LanguageTable
  /// The choices of ``LinePolicy``.
  let policy: LinePolicy
  /// Seconds east of UTC of the person, at a wall time.
  let offset: (CivilDateTime) -> Int
  /// How deep phrases stand in each other at the moment.
  var depth = 0
  /// Steps left.
  var steps = LineLimits.steps
  /// The token behind something that had the form of a date but is none, such as June 31: nothing
  /// before it is read as a part of one.
  var spoiledEnd = 0

  /// A reader of those tokens.
  init(
    _ tokens: [Token], now: CivilDateTime, language: LanguageTable, policy: LinePolicy,
    offset: @escaping (CivilDateTime) -> Int
  ) {
    self.tokens = tokens
    self.now = now
    self.language = language
    self.policy = policy
    self.offset = offset
  }

  /// Today's date.
  var today: CivilDate { now.date }

  /// True where that token does one of those things.
  @inline(__always)
  func has(_ index: Int, _ cue: Cue) -> Bool {
    index >= 0 && index < tokens.count && !tokens[index].isTaken
      && !tokens[index].entry.cues.isDisjoint(with: cue)
  }

  /// True where that token is that mark.
  @inline(__always)
  func mark(_ index: Int, _ character: Unicode.Scalar) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].mark == UInt8(ascii: character)
      && !tokens[index].isTaken
  }

  /// True where that token follows without a space.
  @inline(__always)
  func isGlued(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].isGlued
  }

  /// The token, where there is one that may be read.
  @inline(__always)
  func token(_ index: Int) -> Token? {
    index >= 0 && index < tokens.count && !tokens[index].isTaken ? tokens[index] : nil
  }

  /// True where that token is a number.
  @inline(__always)
  func isNumber(_ index: Int) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].shape == .number
      && !tokens[index].isTaken
  }

  /// The unit that the token names; one letter only where it is glued to a number.
  func unit(_ index: Int) -> TimeUnit? {
    guard let token = token(index), let unit = token.entry.unit else { return nil }
    if token.end - token.start == 1 {
      guard token.isGlued, isNumber(index - 1) else { return nil }
    }
    return unit
  }

  /// The index behind an article, where there is one.
  @inline(__always)
  func skipThe(_ index: Int) -> Int {
    has(index, .the) ? index + 1 : index
  }

  /// The index behind a comma, where there is one.
  @inline(__always)
  func skipComma(_ index: Int) -> Int {
    mark(index, ",") ? index + 1 : index
  }

  /// Runs a nested phrase one level deeper; nil where that is too deep or steps ran out.
  func nested<Value>(_ body: () -> Found<Value>?) -> Found<Value>? {
    steps -= 8
    guard depth < LineLimits.phraseDepth, steps > 0 else { return nil }
    depth += 1
    defer { depth -= 1 }
    return body()
  }
}

/// One language: its words and the few habits that no word carries.
struct LanguageTable: Sendable {
  /// `en`, `de`, …
  let code: String
  /// Its words.
  let words: WordTable
  /// True where "half three" is 2:30.
  var halfIsBefore = false
  /// True where 24 hours are the habit, so that 3:30 is in the night.
  var usesFullDay = true
  /// True where a dot parts day and month, and makes a number an ordinal.
  var dotsDates = false
  /// True where every noun has a capital, so that a capital makes no name.
  var capitalizesNouns = false
  /// True where a dash between day and month is a habit: 4-12.
  var dashesDates = false

  /// The table that a text in the form of ``WordTableReader`` describes.
  init(code: String, text: String) {
    self.code = code
    words = WordTableReader.table(text)
  }
}

/// One run of words on a page between two block boundaries: a paragraph, a heading, a cell.
struct PageBlock {
  /// The nearest block element around the words.
  var container: Int
  /// The first node of the run.
  var first: Int
  /// The place after the last node of the run.
  var end: Int
  /// Characters that are no blanks.
  var characters = 0
  /// Characters that are no blanks inside links.
  var linkCharacters = 0
  /// Words; in scripts without blanks, every second character.
  var words = 0
  /// Signs that end a sentence.
  var sentences = 0
  /// Commas in the several scripts.
  var commas = 0
  /// Digits.
  var digits = 0
  /// Capital ASCII letters.
  var capitals = 0
  /// How many links begin in the run.
  var links = 0
  /// A hash of the words, by which repeated ones are found.
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  /// The last byte that is no blank.
  var lastByte: UInt8 = 0
  /// The first byte that is no blank.
  var firstByte: UInt8 = 0
  /// Signs such as `|`, `»`, `©` that stand in lists of links and notices.
  var marks = 0
  /// True where the run is a block of code.
  var isCode = false
  /// Characters marked as strong.
  var strongCharacters = 0
}

/// One word, number or mark of a line.
struct Token: Sendable {
  /// What it is made of.
  enum Shape: Sendable {
    /// Letters.
    case word
    /// Decimal digits.
    case number
    /// One mark.
    case mark
  }

  /// Where it begins, in bytes.
  var start: Int
  /// Where it ends, in bytes.
  var end: Int
  /// What it is made of.
  var shape: Shape
  /// A mark's byte in ASCII (typographic ones as their plain form); 0 for others.
  var mark: UInt8 = 0
  /// A number's value, at most 999 999 999.
  var value = 0
  /// How many digits a number has.
  var digits = 0
  /// True where nothing stands between it and what is before it.
  var isGlued = false
  /// True where its first letter is a capital.
  var isCapital = false
  /// True where explicit syntax, an address or an escape has taken it, so that no date may.
  var isTaken = false
  /// What the language says of it.
  var entry = WordEntry()
}

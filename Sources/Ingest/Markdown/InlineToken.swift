/// One step in writing a line: words, a mark that begins or ends, an image, a break.
struct InlineToken {
  /// What the step is.
  enum Kind: UInt8 {
    case text, code, open, close, lineBreak, image, verbatim, blank
  }

  /// The marks that words can carry.
  enum Mark: UInt8 {
    case none, strong, emphasis, strike, link
  }

  /// What the step is.
  var kind: Kind
  /// The mark that begins or ends.
  var mark: Mark = .none
  /// The bytes of the step, as a range of the buffer.
  var first = 0
  /// The place after the bytes.
  var end = 0
  /// The link's or the image's address, by its place in the buffer's addresses.
  var address = -1
}

/// What a line of a body is to the rules about answers.
enum ReplyLineKind: UInt8 {
  /// Nothing in it.
  case blank
  /// The writer's words.
  case text
  /// A quoted line.
  case quote
  /// `On … wrote:` above a quote.
  case attribution
  /// "Original message" above a quote, or a forward's line.
  case separator
  /// A line of rules: two or more of the same sign.
  case rule
  /// `-- `, which begins a signature.
  case signature
  /// What a phone writes under a text.
  case mobile
  /// A labelled field of a quoted mail's head.
  case field
}

/// One header field: places in a buffer of the mail, nothing copied.
struct MailField: Sendable {
  /// Which field it is.
  var name: MailFieldName
  /// The name as written.
  var nameRange: Range<Int>
  /// The value with its folds, without the line end after it.
  var valueRange: Range<Int>
}

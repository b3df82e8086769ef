/// How accepted blocks appear in a calendar.
enum CalendarWriteBack {
  /// What the identifiers of events that we write begin with.
  static let identifierPrefix = "fractal-block-"
}

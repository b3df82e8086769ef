extension RecurrenceOptions {
  /// The module's bounds with the operator's most frequent repetition, `RECURRENCE_FINEST`.
  public init(settings: Settings) {
    self.init(finest: .named(settings[Settings.recurrenceFinest]))
  }
}

extension RecurrenceFrequency {
  /// The frequency of a word such as `hourly`; hourly where the word is none.
  static func named(_ word: String) -> RecurrenceFrequency {
    allCases.first { $0.code.lowercased() == word } ?? .hourly
  }
}

extension String {
  /// As it is kept on a job: at most ``QueueLimits/errorMessage`` characters, without NUL, which
  /// neither `text` nor `jsonb` holds.
  var keptOnJob: String {
    let cut = prefix(QueueLimits.errorMessage)
    return String(String.UnicodeScalarView(cut.unicodeScalars.filter { $0 != "\0" }))
  }
}

/// The times that stand in signatures: `20260830T123600Z` (ISO 8601 basic format, UTC).
enum AWSTimestamp {
  /// The instant as text, fractions dropped.
  static func text(_ instant: Instant) -> String {
    let seconds = Int(instant.seconds)
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let date = CivilDate(daysSinceEpoch: day)
    let rest = seconds - day * 86_400
    return pad(date.year, 4) + pad(date.month, 2) + pad(date.day, 2) + "T"
      + pad(rest / 3_600, 2) + pad(rest / 60 % 60, 2) + pad(rest % 60, 2) + "Z"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

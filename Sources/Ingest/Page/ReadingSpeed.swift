/// How fast people read silently, by language.
///
/// Words a minute of normal readers on texts of one content in 17 languages: Trauzettel-Klosinski
/// and Dietz, "Standardized Assessment of Reading Performance: The New International Reading Speed
/// Texts IReST", IOVS 53 (2012).
enum ReadingSpeed {
  /// Words a minute in the language of that tag; English's speed where it is not known.
  static func wordsPerMinute(_ language: String?) -> Int {
    let tag = (language ?? "").prefix { $0 != "-" && $0 != "_" }.lowercased()
    return speeds[tag] ?? 228
  }

  private static let speeds: [String: Int] = [
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "ja": 193, "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
    "zh": 158, "uk": 184, "cs": 166, "sk": 166, "no": 199, "nb": 199, "da": 199, "ca": 218,
  ]
}

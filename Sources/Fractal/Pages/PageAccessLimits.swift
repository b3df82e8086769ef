/// Limits on the pages that a browser shows.
enum PageAccessLimits {
  /// Seconds for which a link to a page can be opened.
  static let linkSeconds: Int64 = 600
  /// Seconds for which an opened page stays open in its browser.
  static let sessionSeconds: Int64 = 28_800
  /// Characters of a page's path.
  static let pathCharacters = 1_000
  /// Random bytes of a link's or a session's secret.
  static let secretBytes = 32
  /// Ended links and sessions that are removed when a new one is made.
  static let removedAtOnce: Int64 = 200
  /// Cookies of the page's name that are looked at.
  static let cookies = 10
  /// Bytes of a form that a page sends.
  static let formBytes = 262_144
}

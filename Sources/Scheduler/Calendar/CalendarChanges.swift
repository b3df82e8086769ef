import Shared

/// What a look at a calendar found: what is to be stored, what is gone, and where to go on.
struct CalendarChanges: Sendable {
  /// Resources that are new or changed.
  var stored: [CalendarResource] = []
  /// Resources that are gone.
  var removed: [String] = []
  /// True where `stored` is everything, so that whatever else is known is gone.
  var isWhole = false
  /// What the next look starts from.
  var sync: JSONObject
}

import Shared

extension Settings {
  /// What services may take to drain, with time on top for their own ends.
  var stopDeadline: Duration { self[Settings.drainTimeout] + .seconds(8) }
}

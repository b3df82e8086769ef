import Shared

/// Which of two versions of a component is the newer one (RFC 5546 section 2.1.5).
struct InvitationVersion: Hashable, Sendable {
  /// SEQUENCE.
  var sequence: Int
  /// DTSTAMP.
  var stamp: Instant?

  /// The version of a component.
  init(_ item: CalendarItem) {
    self.init(sequence: item.sequence, stamp: item.stamp)
  }

  /// A version of those numbers.
  init(sequence: Int, stamp: Instant?) {
    self.sequence = sequence
    self.stamp = stamp
  }

  /// A higher SEQUENCE, or the same with a later DTSTAMP.
  func isNewer(than other: InvitationVersion) -> Bool {
    if sequence != other.sequence { return sequence > other.sequence }
    guard let stamp else { return false }
    return other.stamp.map { stamp > $0 } ?? true
  }
}

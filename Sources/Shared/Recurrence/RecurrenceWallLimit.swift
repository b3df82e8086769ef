/// UNTIL as a bound on wall seconds. In a zone, wall times near a change of clocks are not in the
/// order of their instants, so those few are compared as instants.
struct RecurrenceWallLimit: Sendable {
  /// Every wall second up to this is inside.
  let certain: Int
  /// No wall second after this is inside.
  let possible: Int
  private let instant: Int
  private let zone: Zone?

  /// The bound of a rule's end on the wall clock of a zone.
  init(_ end: RecurrenceEnd, zone: Zone?) {
    guard case .until(let limit) = end else {
      self.init(exactly: .max)
      return
    }
    switch limit {
    case .date(let date): self.init(exactly: CivilDateTime(date).wallSeconds)
    case .local(let local): self.init(exactly: local.wallSeconds)
    case .utc(let utc):
      guard let zone else {
        self.init(exactly: utc.wallSeconds)
        return
      }
      self.init(instant: utc.wallSeconds, zone: zone)
    }
  }

  private init(exactly last: Int) {
    certain = last
    possible = last
    instant = last
    zone = nil
  }

  private init(instant: Int, zone: Zone) {
    var span = zone.span(at: instant - Zone.widestOffset)
    var offsets = [span.offset]
    while span.end <= instant + Zone.widestOffset {
      span = zone.span(at: span.end)
      offsets.append(span.offset)
    }
    certain = instant + (offsets.min() ?? 0)
    possible = instant + (offsets.max() ?? 0)
    self.instant = instant
    self.zone = zone
  }

  /// True where the wall second is not after the limit.
  func contains(_ wallSeconds: Int) -> Bool {
    if wallSeconds <= certain { return true }
    guard wallSeconds <= possible, let zone else { return false }
    return zone.instant(of: CivilDateTime(wallSeconds: wallSeconds)).seconds <= Int64(instant)
  }
}

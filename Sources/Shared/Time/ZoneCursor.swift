/// Converts many neighbouring times of one zone, with the stretch of the last one remembered.
public struct ZoneCursor: Sendable {
  /// The zone whose times these are.
  public let zone: Zone
  private var span: ZoneSpan

  /// A cursor that remembers nothing yet.
  public init(_ zone: Zone) {
    self.zone = zone
    span = zone.span(at: 0)
  }

  /// The wall second of a second since the Unix epoch.
  public mutating func wallSeconds(at seconds: Int) -> Int {
    if !span.contains(seconds) { span = zone.span(at: seconds) }
    return seconds + span.offset
  }

  /// The second since the Unix epoch of a wall second, chosen as `LocalResolution.instant` does.
  public mutating func seconds(ofWall wallSeconds: Int) -> Int {
    if isInside(wallSeconds) { return wallSeconds - span.offset }
    return Int(resolve(wallSeconds: wallSeconds).instant.seconds)
  }

  /// The instants that a wall second may mean.
  public mutating func resolve(wallSeconds: Int) -> LocalResolution {
    if !isInside(wallSeconds) { span = zone.span(at: wallSeconds - Zone.widestOffset) }
    if isInside(wallSeconds) { return .unique(ZoneCursor.instant(wallSeconds - span.offset)) }
    var found: [Int] = []
    var gap: LocalResolution?
    var current = zone.span(at: wallSeconds - Zone.widestOffset)
    while true {
      let candidate = wallSeconds - current.offset
      if current.contains(candidate) {
        found.append(candidate)
        span = current
      }
      guard current.end <= wallSeconds + Zone.widestOffset else { break }
      let next = zone.span(at: current.end)
      if current.end + current.offset <= wallSeconds, wallSeconds < current.end + next.offset {
        gap = .gap(
          before: ZoneCursor.instant(candidate),
          after: ZoneCursor.instant(wallSeconds - next.offset),
          transition: ZoneCursor.instant(current.end))
      }
      current = next
    }
    guard let first = found.first else {
      return gap ?? .unique(ZoneCursor.instant(wallSeconds - current.offset))
    }
    guard let last = found.last, last != first else { return .unique(ZoneCursor.instant(first)) }
    return .overlap(first: ZoneCursor.instant(first), second: ZoneCursor.instant(last))
  }

  /// True where the wall second lies so deep in the remembered stretch that no other can claim it.
  private func isInside(_ wallSeconds: Int) -> Bool {
    (span.start == .min || wallSeconds - Zone.widestOffset >= span.start)
      && (span.end == .max || wallSeconds + Zone.widestOffset < span.end)
  }

  private static func instant(_ seconds: Int) -> Instant {
    Instant(microseconds: 0).adding(seconds: seconds)
  }
}

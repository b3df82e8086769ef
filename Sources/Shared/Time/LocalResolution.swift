/// The instants that a wall time may mean in a zone, with the choice visible.
public enum LocalResolution: Hashable, Sendable {
  /// The wall clock shows this time once, at that instant.
  case unique(Instant)

  /// The clocks were put forward over this time. `before` reads it with the offset before the
  /// change (what RFC 5545 section 3.3.5 says), `after` with the offset after it, and `transition`
  /// is the change itself.
  case gap(before: Instant, after: Instant, transition: Instant)

  /// The clocks were put back, so they showed this time twice.
  case overlap(first: Instant, second: Instant)

  /// The instant that RFC 5545 section 3.3.5 chooses: in a gap by the offset before it, in an
  /// overlap the first.
  public var instant: Instant {
    switch self {
    case .unique(let instant): instant
    case .gap(let before, _, _): before
    case .overlap(let first, _): first
    }
  }
}

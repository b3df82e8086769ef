/// A time as calendars write it (RFC 5545 sections 3.3.4 and 3.3.5): a whole day, a floating wall
/// time, or a wall time in a zone (UTC among them).
public enum CivilMoment: Hashable, Sendable {
  /// A day as a whole, the same day in every zone.
  case date(CivilDate)

  /// A wall time that holds in whatever zone its reader is.
  case floating(CivilDateTime)

  /// A wall time in a zone.
  case zoned(CivilDateTime, Zone)

  /// The wall time; midnight for a whole day.
  public var local: CivilDateTime {
    switch self {
    case .date(let date): CivilDateTime(date)
    case .floating(let local), .zoned(let local, _): local
    }
  }

  /// The zone, nil where the time has none.
  public var zone: Zone? {
    if case .zoned(_, let zone) = self { zone } else { nil }
  }

  /// True for a whole day.
  public var isDate: Bool {
    if case .date = self { true } else { false }
  }

  /// The instant, with whole days and floating times read in `reader`; the first instant of a day.
  public func instant(floatingIn reader: Zone) -> Instant {
    switch self {
    case .date(let date): reader.startOfDay(date)
    case .floating(let local): reader.instant(of: local)
    case .zoned(let local, let zone): zone.instant(of: local)
    }
  }

  /// The same kind of time (whole day, floating, in this zone) at another wall time.
  public func at(_ local: CivilDateTime) -> CivilMoment {
    switch self {
    case .date: .date(local.date)
    case .floating: .floating(local)
    case .zoned(_, let zone): .zoned(local, zone)
    }
  }

  /// The moment that much later: the calendar's part keeps the wall time, the clock's part is exact
  /// where a zone is known. Whole days take whole days only; the rest is dropped.
  public func adding(_ duration: CivilDuration) -> CivilMoment {
    switch self {
    case .date(let date):
      let days = duration.days + duration.seconds / 86_400
      return .date(date.adding(months: duration.months).adding(days: days))
    case .floating(let local): return .floating(local.adding(duration))
    case .zoned(let local, let zone):
      let instant = zone.instant(
        of: local.adding(CivilDuration(months: duration.months, days: duration.days)))
      return .zoned(zone.local(at: instant.adding(seconds: duration.seconds)), zone)
    }
  }
}

extension CivilMoment: CustomStringConvertible {
  /// `2026-11-20`, `2026-11-20T09:30:00` or `2026-11-20T09:30:00[Europe/Berlin]`.
  public var description: String {
    switch self {
    case .date(let date): date.description
    case .floating(let local): local.description
    case .zoned(let local, let zone): "\(local)[\(zone.name)]"
    }
  }
}

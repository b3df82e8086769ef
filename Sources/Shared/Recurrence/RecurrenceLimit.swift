/// The value of UNTIL in its three forms.
public enum RecurrenceLimit: Hashable, Sendable {
  /// `20261120`: the midnight with which the day begins, on the series' own wall clock.
  case date(CivilDate)

  /// `20261120T093000`: a time on the series' own wall clock.
  case local(CivilDateTime)

  /// `20261120T093000Z`: an instant; on a floating series a time on its wall clock.
  case utc(CivilDateTime)
}

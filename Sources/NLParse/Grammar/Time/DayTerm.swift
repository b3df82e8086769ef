import Shared

/// A day, or a longer period, as it was written and as it was resolved.
struct DayTerm: Sendable {
  /// What kind of words made it: decides whether it is a date at all.
  struct Traits: OptionSet, Sendable {
    /// The bits.
    let rawValue: UInt32

    /// Nothing but a weekday.
    static let weekdayOnly = Traits(rawValue: 1)
    /// Nothing but a month.
    static let monthOnly = Traits(rawValue: 2)
    /// Nothing but a number or ordinal: "the 15th".
    static let dayOnly = Traits(rawValue: 4)
    /// Nothing but a year.
    static let yearOnly = Traits(rawValue: 8)
    /// A holiday's name.
    static let holiday = Traits(rawValue: 16)
    /// Counted from now: "in 3 days", "tomorrow".
    static let relative = Traits(rawValue: 32)
    /// A short numeric form: 3/4.
    static let shortNumeric = Traits(rawValue: 64)
    /// Its word means other things too: "sat", "may".
    static let uncertain = Traits(rawValue: 128)
    /// The end of a period: due at its last day.
    static let atEnd = Traits(rawValue: 256)
    /// Said with "this", "next", "last": a cue of its own.
    static let turned = Traits(rawValue: 512)
    /// Looks back: "yesterday", "last week", "3 days ago".
    static let backward = Traits(rawValue: 1_024)
    /// Exactly now, or counted from now in seconds, minutes or hours.
    static let instant = Traits(rawValue: 2_048)
    /// A bare period word that needs a cue: "the week", "quarter".
    static let bare = Traits(rawValue: 4_096)
    /// A period whose only content is a season or quarter name.
    static let plainPeriod = Traits(rawValue: 8_192)
    /// A short numeric form with its last dot: 4.12.
    static let closedNumeric = Traits(rawValue: 16_384)
  }

  /// Its first day.
  var first: CivilDate
  /// The day behind its last.
  var end: CivilDate
  /// How exact it is.
  var grain: Grain
  /// The time, where it is an instant.
  var time: CivilTime?
  /// The end's time, where it is a stretch of hours from an instant.
  var endTime: CivilTime?
  /// The year that was named.
  var year: Int?
  /// The month that was named.
  var month: Int?
  /// The day of the month that was named.
  var day: Int?
  /// The weekday that was named.
  var weekday: Weekday?
  /// What kind of words made it.
  var traits: Traits = []
  /// Other readings of the same words, best first.
  var others: [CivilDate] = []

  /// A single day.
  init(_ date: CivilDate, traits: Traits = []) {
    first = date
    end = date.adding(days: 1)
    grain = .day
    self.traits = traits
  }

  /// A period.
  init(_ first: CivilDate, _ end: CivilDate, _ grain: Grain, traits: Traits = []) {
    self.first = first
    self.end = end
    self.grain = grain
    self.traits = traits
  }

  /// A moment.
  init(_ moment: CivilDateTime, _ grain: Grain, traits: Traits = []) {
    first = moment.date
    end = moment.date.adding(days: 1)
    self.grain = grain
    time = moment.time
    self.traits = traits.union(.instant)
  }
}

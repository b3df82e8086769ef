import Shared

/// A moment or stretch of time as a whole phrase says it: a day, a time, both, or two of them.
struct WhenTerm {
  /// The day.
  var day: DayTerm?
  /// The last day of a range of days.
  var lastDay: DayTerm?
  /// The time.
  var clock: ClockTerm?
  /// The end of a range of times.
  var clockEnd: ClockTerm?
  /// The part of the day.
  var part: DayPart?
  /// True where the part was said with "this" or "tonight".
  var partIsToday = false
  /// "early" or "late" before the part.
  var partEdge: Cue = []
  /// The preposition that bounds it: by, before, after, since, until, from, starting.
  var bound: Cue = []
  /// How long it lasts, from "for 2 hours" behind a time.
  var length: TimeAmount?
  /// True where a preposition or the like stood before it.
  var hasCue = false
  /// True where it was written as a range.
  var isRange = false
  /// The first token.
  var start: Int

  /// A term that begins there and holds nothing yet.
  init(start: Int) { self.start = start }

  /// True where nothing was read.
  var isEmpty: Bool { day == nil && clock == nil && part == nil }

  /// How many kinds of parts were read.
  var parts: Int { (day == nil ? 0 : 1) + (clock == nil ? 0 : 1) + (part == nil ? 0 : 1) }
}

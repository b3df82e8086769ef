/// What a language table says about one word or fixed phrase.
struct WordEntry: Sendable {
  /// What it does.
  var cues: Cue = []
  /// The month it names, 1...12, or 0.
  var month: UInt8 = 0
  /// The weekday it names, 1 for Monday, or 0.
  var weekday: UInt8 = 0
  /// The number it names, or -1.
  var number: Int32 = -1
  /// The ordinal it names, from 1, or 0.
  var ordinal: Int16 = 0
  /// The unit it names.
  var unit: TimeUnit?
  /// The part of the day it names.
  var part: DayPart?
  /// The holiday it names, by its place in ``Holiday/all``, or -1.
  var holiday: Int16 = -1
  /// The zone it names, in minutes east of UTC, or `Int16.min`.
  var zone: Int16 = .min
  /// Days from today that it names, or `Int8.min`.
  var dayOffset: Int8 = .min
  /// Where it names a frequency: the unit.
  var frequency: TimeUnit?
  /// The interval of that frequency.
  var frequencyInterval: UInt8 = 1
  /// True for forms that are plural.
  var isPlural = false
  /// How many words the longest phrase has that begins with this word; 0 for none.
  var longestPhrase: UInt8 = 0

  /// True where it can open a date, a time or a repetition; set by ``settle()``.
  private(set) var isTemporal = false

  /// Notes whether it can open a phrase, once all its meanings are known.
  mutating func settle() {
    isTemporal =
      month != 0 || weekday != 0 || unit != nil || part != nil || holiday >= 0
      || dayOffset != .min || frequency != nil || number >= 0 || ordinal != 0
      || !cues.isDisjoint(with: WordEntry.openers)
  }

  /// Cues that can open a phrase of time.
  private static let openers: Cue = [
    .next, .last, .this, .coming, .following, .inside, .on, .at, .by, .due, .before, .after, .from,
    .since, .until, .between, .within, .during, .every, .starting, .half, .noon, .midnight, .begin,
    .end, .mid, .early, .late, .rest, .eod, .eow, .eom, .eoy, .bom, .now, .workday, .quarterHour,
    .agoPrefix, .inPrefix, .for, .once, .twice, .about, .all, .the, .a, .takes, .business, .couple,
    .few, .schoolNight, .must, .ideally, .deadline, .am, .pm, .except, .spring,
    .summer, .autumn, .winter,
  ]
}

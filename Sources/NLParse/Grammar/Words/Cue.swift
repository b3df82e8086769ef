/// What a word does in a phrase, whatever its language: a set, since words do several things.
struct Cue: OptionSet, Sendable, Hashable {
  /// The bits, one a cue, in the order of ``names``.
  let rawValue: UInt128

  /// The cues with these bits.
  init(rawValue: UInt128) { self.rawValue = rawValue }

  /// The cue at that place of ``names``.
  private init(_ place: Int) { self.init(rawValue: UInt128(1) << UInt128(place)) }

  /// The cue of that name in a language table, or nil.
  init?(name: Substring) {
    guard let place = Cue.names.firstIndex(of: name) else { return nil }
    self.init(place)
  }

  /// Names in language tables; the place is the bit.
  static let names: [Substring] = [
    "next", "last", "this", "coming", "following", "of", "inside", "on", "at", "by", "due",
    "before",
    "after", "from", "since", "until", "through", "to", "between", "and", "or", "for", "within",
    "during", "takes", "ago", "later", "hence", "every", "other", "once", "twice", "times",
    "starting", "except", "the", "a", "am", "pm", "oclock", "half", "past", "noon", "midnight",
    "ish", "about", "begin", "end", "mid", "early", "late", "rest", "eod", "eow", "eom", "eoy",
    "business", "now", "all", "more", "few", "bc", "ad", "ordinal", "remind", "me", "must",
    "ideally",
    "deadline", "priority", "urgent", "blocked", "workday", "completion", "hour", "quarterhour",
    "agoprefix", "inprefix", "function", "name", "pronoun", "todate", "instance", "couple",
    "minutes", "uhr", "be", "bom", "schoolnight", "uncertain", "verb",
    "floating", "enough", "spring", "summer", "autumn", "winter", "numbered", "measure", "change",
    "meal",
  ]

  /// "next".
  static var next: Cue { Cue(0) }
  /// "last", "past", "previous".
  static var last: Cue { Cue(1) }
  /// "this", "current".
  static var this: Cue { Cue(2) }
  /// "coming", "upcoming".
  static var coming: Cue { Cue(3) }
  /// "following".
  static var following: Cue { Cue(4) }
  /// "of".
  static var of: Cue { Cue(5) }
  /// "in".
  static var inside: Cue { Cue(6) }
  /// "on".
  static var on: Cue { Cue(7) }
  /// "at", "@".
  static var at: Cue { Cue(8) }
  /// "by".
  static var by: Cue { Cue(9) }
  /// "due".
  static var due: Cue { Cue(10) }
  /// "before".
  static var before: Cue { Cue(11) }
  /// "after".
  static var after: Cue { Cue(12) }
  /// "from".
  static var from: Cue { Cue(13) }
  /// "since".
  static var since: Cue { Cue(14) }
  /// "until", "till".
  static var until: Cue { Cue(15) }
  /// "through", "thru".
  static var through: Cue { Cue(16) }
  /// "to".
  static var to: Cue { Cue(17) }
  /// "between".
  static var between: Cue { Cue(18) }
  /// "and".
  static var and: Cue { Cue(19) }
  /// "or".
  static var or: Cue { Cue(20) }
  /// "for".
  static var `for`: Cue { Cue(21) }
  /// "within".
  static var within: Cue { Cue(22) }
  /// "during", "over".
  static var during: Cue { Cue(23) }
  /// "takes", "lasts": a duration follows.
  static var takes: Cue { Cue(24) }
  /// "ago", "back".
  static var ago: Cue { Cue(25) }
  /// "later".
  static var later: Cue { Cue(26) }
  /// "hence", "from now".
  static var hence: Cue { Cue(27) }
  /// "every", "each".
  static var every: Cue { Cue(28) }
  /// "other", "alternate".
  static var other: Cue { Cue(29) }
  /// "once".
  static var once: Cue { Cue(30) }
  /// "twice".
  static var twice: Cue { Cue(31) }
  /// "times", "occurrences".
  static var times: Cue { Cue(32) }
  /// "starting", "beginning": the start of a series.
  static var starting: Cue { Cue(33) }
  /// "except".
  static var except: Cue { Cue(34) }
  /// The definite article.
  static var the: Cue { Cue(35) }
  /// The indefinite article.
  static var a: Cue { Cue(36) }
  /// "am".
  static var am: Cue { Cue(37) }
  /// "pm".
  static var pm: Cue { Cue(38) }
  /// "o'clock".
  static var oclock: Cue { Cue(39) }
  /// "half".
  static var half: Cue { Cue(40) }
  /// "past" between minutes and hour.
  static var past: Cue { Cue(41) }
  /// "noon".
  static var noon: Cue { Cue(42) }
  /// "midnight".
  static var midnight: Cue { Cue(43) }
  /// "-ish".
  static var ish: Cue { Cue(44) }
  /// "about", "around".
  static var about: Cue { Cue(45) }
  /// "beginning", "start" of a period.
  static var begin: Cue { Cue(46) }
  /// "end" of a period.
  static var end: Cue { Cue(47) }
  /// "mid", "middle".
  static var mid: Cue { Cue(48) }
  /// "early".
  static var early: Cue { Cue(49) }
  /// "late".
  static var late: Cue { Cue(50) }
  /// "rest" of a period.
  static var rest: Cue { Cue(51) }
  /// End of day.
  static var eod: Cue { Cue(52) }
  /// End of week.
  static var eow: Cue { Cue(53) }
  /// End of month.
  static var eom: Cue { Cue(54) }
  /// End of year.
  static var eoy: Cue { Cue(55) }
  /// "business", "working" before days.
  static var business: Cue { Cue(56) }
  /// This very moment.
  static var now: Cue { Cue(57) }
  /// "all", "whole".
  static var all: Cue { Cue(58) }
  /// "more", "extra": said of an amount.
  static var more: Cue { Cue(59) }
  /// "few", "several".
  static var few: Cue { Cue(60) }
  /// Before year 1.
  static var bc: Cue { Cue(61) }
  /// Of our era.
  static var ad: Cue { Cue(62) }
  /// The letters after an ordinal number.
  static var ordinal: Cue { Cue(63) }
  /// Asks for a reminder.
  static var remind: Cue { Cue(64) }
  /// "me".
  static var me: Cue { Cue(65) }
  /// Makes a deadline hard.
  static var must: Cue { Cue(66) }
  /// Makes a deadline soft.
  static var ideally: Cue { Cue(67) }
  /// "deadline".
  static var deadline: Cue { Cue(68) }
  /// "priority".
  static var priority: Cue { Cue(69) }
  /// Priority 1.
  static var urgent: Cue { Cue(70) }
  /// Names a dependency.
  static var blocked: Cue { Cue(71) }
  /// A day from Monday to Friday.
  static var workday: Cue { Cue(72) }
  /// Counts from completion.
  static var completion: Cue { Cue(73) }
  /// The letter between hours and minutes, as in 9h30.
  static var hour: Cue { Cue(74) }
  /// A quarter of an hour.
  static var quarterHour: Cue { Cue(75) }
  /// "ago" that stands before the amount.
  static var agoPrefix: Cue { Cue(76) }
  /// "in" that stands before an amount.
  static var inPrefix: Cue { Cue(77) }
  /// A word that no name or noun is.
  static var function: Cue { Cue(78) }
  /// Also a name of people.
  static var name: Cue { Cue(79) }
  /// "I", "you", …: what follows is a verb.
  static var pronoun: Cue { Cue(80) }
  /// "to date".
  static var toDate: Cue { Cue(81) }
  /// "instance", "day" in "4th day".
  static var instance: Cue { Cue(82) }
  /// Two.
  static var couple: Cue { Cue(83) }
  /// "minutes" between minutes and hour.
  static var minutes: Cue { Cue(84) }
  /// Stands behind the hour, before minutes.
  static var uhr: Cue { Cue(85) }
  /// The Buddhist era.
  static var be: Cue { Cue(86) }
  /// Beginning of month.
  static var bom: Cue { Cue(87) }
  /// After school or work.
  static var schoolNight: Cue { Cue(88) }
  /// Needs company to be a date.
  static var uncertain: Cue { Cue(89) }
  /// Also a common verb.
  static var verb: Cue { Cue(90) }
  /// Behind a time: it holds wherever the person is.
  static var floating: Cue { Cue(91) }
  /// Behind a length and a form of "to be": that long it takes.
  static var enough: Cue { Cue(92) }
  /// The season.
  static var spring: Cue { Cue(93) }
  /// The season.
  static var summer: Cue { Cue(94) }
  /// The season.
  static var autumn: Cue { Cue(95) }
  /// The season.
  static var winter: Cue { Cue(96) }
  /// "page", "version", "rate": numbers behind it count or name something, and are no date.
  static var numbered: Cue { Cue(97) }
  /// "cup", "inch": numbers before it measure something.
  static var measure: Cue { Cue(98) }
  /// "increase", "reduce": what comes behind "by" is an amount.
  static var change: Cue { Cue(99) }
  /// "lunch": a part of the day that is also what one has then.
  static var meal: Cue { Cue(100) }
}

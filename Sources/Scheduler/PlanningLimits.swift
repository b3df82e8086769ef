/// Limits of the planner; reaching one gives a marked, partial result.
public enum PlanningLimits {
  /// Tasks that one plan considers at the most.
  public static let tasks = 500
  /// Days that a plan looks ahead at the most.
  public static let days = 84
  /// Days ahead in which free time is looked for at the most.
  public static let freeDays = 400
  /// Suggestions of one night that a person may ask for.
  public static let suggestions = 100
  /// Windows of working hours in one day.
  public static let windowsPerDay = 12
  /// Journeys, or times off, of one person.
  public static let listItems = 200
  /// Characters of a name that a person gives.
  public static let nameCharacters = 200
  /// Rounds of search for one person's night; together with the seed they make the plan repeatable.
  public static let nightlyRounds = 4_000
  /// People who are given their nightly plan in one look, or lose it; the next look goes on.
  public static let enrolments = 5_000
  /// Tasks without an estimate whose neighbours are asked in one plan, the first due leading.
  public static let estimatedTasks = 60
  /// Seconds from now in which nothing new is planned, so that a proposal can be read and accepted
  /// before its first time has begun.
  public static let leadSeconds = 300
  /// Seconds of search for one person's night.
  public static let nightlySeconds = 2
  /// Proofs of too much work that one proposal names, the ones that lack most.
  public static let proofs = 5
  /// Taken times that one plan considers at the most.
  public static let busyTimes = 20_000
  /// Events of one person's calendars that one plan reads at the most, of the small calendars first.
  public static let calendarItems = 50_000
  /// Instances of one person's events that one plan works out at the most; each calendar has its
  /// share of them.
  public static let calendarInstances = 100_000
  /// Steps of work that one plan takes for one person's events at the most; see
  /// `RecurrenceLimits.work`.
  public static let calendarWork = 5_000_000
  /// Days back from which habits are learned.
  public static let habitDays = 365
  /// Finished tasks and blocks that habits are learned from at the most, the latest first.
  public static let habitRows = 5_000
}

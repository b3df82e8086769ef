/// Sizes and counts of what to do right now.
public enum NowLimits {
  /// Open tasks that are ranked, those with the nearest deadlines first.
  public static let tasks = 5_000
  /// Suggestions that are given at most.
  public static let suggestions = 20
  /// Suggestions where nobody says how many.
  public static let usualSuggestions = 5
  /// Minutes that are free where neither the person, nor a calendar, nor a plan says.
  public static let usualMinutes = 25
  /// Minutes ahead in which calendars and plans are looked at.
  public static let freeMinutes = 120
  /// Most minutes that may be asked for.
  public static let minutes = 1_440
  /// Finished tasks from which habits are learned.
  public static let habitTasks = 1_000
  /// Characters of a place.
  public static let placeCharacters = 200
}

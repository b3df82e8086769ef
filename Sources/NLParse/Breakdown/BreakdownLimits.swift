/// Sizes and counts of breakdowns.
public enum BreakdownLimits {
  /// Steps that may be asked for.
  public static let steps = 12
  /// Steps where nobody says how many.
  public static let usualSteps = 9
  /// Characters of a step's title; longer ones are cut.
  public static let stepCharacters = 120
  /// Fewest minutes of one step.
  public static let leastMinutes = 5
  /// Most minutes of one step: a working day.
  public static let stepMinutes = 480
  /// Finished parents that are compared with a task, the latest first.
  public static let parentsCompared = 2_000
  /// Finished parents that are compared by meaning, the latest first; older ones by words.
  public static let parentsMeant = 1_000
  /// Finished parents whose steps are merged.
  public static let parentsMerged = 5
  /// Finished steps that are read of one parent.
  public static let stepsPerParent = 40
  /// Similarity of titles from which a finished parent counts as like the task.
  public static let titleSimilarity = 0.2
  /// Cosine of vectors from which a finished parent counts as like the task.
  public static let vectorSimilarity = 0.55
  /// Cosine of vectors from which two steps are the same.
  public static let sameMeaning = 0.9
  /// Titles whose meaning is asked for at once; the rest is compared by words.
  public static let meanings = 48
  /// Share of words from which two steps are the same.
  public static let sameStep = 0.5
  /// Share of the similar parents that a step needs, where there are three or more.
  public static let stepSupport = 0.34
  /// Titles of sibling tasks that are shown to a model.
  public static let siblings = 15
  /// Finished tasks of a person from which the bias of estimates is learned.
  public static let biasTasks = 200
  /// Finished tasks below which no bias is learned.
  public static let biasLeast = 5
  /// Times a task has to be put off before a breakdown is offered unasked.
  public static let postponements = 3
  /// Days back in which those times count, where the app's own record is all there is.
  public static let postponementDays = 180
  /// Breakdowns that one night offers at most.
  public static let offersPerNight = 500
  /// Days after which an offered breakdown can no longer be accepted.
  public static let lifetimeDays = 30
  /// Bytes of a description in which steps are looked for.
  public static let descriptionBytes = 20_000
}

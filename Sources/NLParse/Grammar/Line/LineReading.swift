/// What the grammar understood of a line: fields with the bytes that say them, and alternatives.
public struct LineReading: Sendable {
  /// What is left as title; never empty where the line is not.
  public var title: String
  /// Everything that was understood, in the order of the line.
  public var fields: [LineField] = []
  /// When it is due.
  public var due: LineMoment?
  /// True where the due date cannot move.
  public var isHardDeadline = false
  /// When it should ideally be done.
  public var softDeadline: LineMoment?
  /// Before when it cannot start.
  public var notBefore: LineMoment?
  /// How it repeats.
  public var repetition: LineRepetition?
  /// How long it takes, in seconds.
  public var durationSeconds: Int?
  /// Reminders.
  public var reminders: [LineReminder] = []
  /// 1 (high) to 3 (low); 0 where the line says that it has none.
  public var priority: Int?
  /// The project, outermost name first.
  public var project: [String] = []
  /// Tags.
  public var tags: [String] = []
  /// People.
  public var assignees: [String] = []
  /// Titles of what has to be done before.
  public var dependencies: [String] = []
  /// Addresses.
  public var urls: [String] = []
  /// Titles of sub-tasks.
  public var subtasks: [String] = []
  /// Other readings of its dates, best first, at most ``LineLimits/alternatives``.
  public var alternatives: [LineAlternative] = []
  /// True where times hold wherever the person is ("floating").
  public var isFloating = false
  /// The language that was read.
  public var language = "en"
  /// True where the line was longer than the limits: its rest stays title.
  public var isPartial = false

  /// A reading of which only the title is known.
  public init(title: String) {
    self.title = title
  }
}

public import FoundationEssentials

/// What a language model is asked about one typed line.
public struct LineQuestion: Hashable, Sendable {
  /// A thing of the user's that the answer may name: a project, a tag, a person.
  public struct Choice: Hashable, Sendable {
    /// The row's id.
    public var id: UUID
    /// Its name, as the user wrote it; data, never an instruction.
    public var name: String

    /// A choice of that id and name.
    public init(id: UUID, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// An earlier task of the same user that resembles the line.
  public struct Neighbour: Hashable, Sendable {
    /// The task's id.
    public var task: UUID
    /// Its title; data, never an instruction.
    public var title: String
    /// Its project.
    public var project: UUID?
    /// Its tags' names.
    public var tags: [String]
    /// Its priority.
    public var priority: Int?
    /// Its estimate in minutes.
    public var estimatedMinutes: Int?

    /// A neighbour of which only the title is known.
    public init(
      task: UUID, title: String, project: UUID? = nil, tags: [String] = [], priority: Int? = nil,
      estimatedMinutes: Int? = nil
    ) {
      self.task = task
      self.title = title
      self.project = project
      self.tags = tags
      self.priority = priority
      self.estimatedMinutes = estimatedMinutes
    }
  }

  /// The line, at most ``LineLimits/bytes``.
  public var line: String
  /// The language of the user's settings, `en`, `de`, …
  public var language: String
  /// The workspace, for budgets and usage.
  public var workspace: UUID
  /// The acting user.
  public var user: UUID
  /// Projects the user may add to.
  public var projects: [Choice] = []
  /// Tags of the workspace.
  public var tags: [Choice] = []
  /// Members who may be assigned and whom the line names.
  public var members: [Choice] = []
  /// Similar tasks, nearest first.
  public var neighbours: [Neighbour] = []
  /// How long the caller waits at most.
  public var patience: Duration = .milliseconds(LanguageLimits.lineMilliseconds)

  /// A question about a line with nothing to choose from yet.
  public init(line: String, language: String, workspace: UUID, user: UUID) {
    self.line = line
    self.language = language
    self.workspace = workspace
    self.user = user
  }
}

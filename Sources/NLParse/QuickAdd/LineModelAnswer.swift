public import FoundationEssentials

/// What a language model made of a typed line: words of the line and ids it was offered.
public struct LineModelAnswer: Hashable, Sendable {
  /// The words of the line that are the title, verbatim.
  public var title: String?
  /// The words that say when it is due or how it repeats, verbatim; the grammar computes the date.
  public var due: String?
  /// The words that say when it may start, verbatim.
  public var start: String?
  /// The words that say how long it takes, verbatim.
  public var duration: String?
  /// One of the offered projects.
  public var project: UUID?
  /// Some of the offered tags.
  public var tags: [UUID] = []
  /// One of the offered members.
  public var assignee: UUID?
  /// 1 (high) to 3 (low).
  public var priority: Int?
  /// Minutes, where the line does not say and the neighbours suggest it.
  public var estimatedMinutes: Int?
  /// How sure the model says it is, 0 to 1.
  public var confidence = 0.5
  /// The model's id, for provenance.
  public var model: String
  /// The prompt's name, version and hash, for provenance.
  public var prompt: String

  /// An answer that names nothing yet.
  public init(model: String, prompt: String) {
    self.model = model
    self.prompt = prompt
  }
}

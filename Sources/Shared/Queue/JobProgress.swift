/// How far a running job has come.
public struct JobProgress: Hashable, Sendable {
  /// From 0 to 1; nil where nobody knows.
  public var fraction: Double?
  /// The step it is at, in a word.
  public var phase: String?
  /// A sentence for a person.
  public var message: String?

  /// Progress of those parts.
  public init(fraction: Double? = nil, phase: String? = nil, message: String? = nil) {
    self.fraction = fraction.map { min(max($0, 0), 1) }
    self.phase = phase
    self.message = message
  }

  /// As it stands in `pipeline.jobs.progress`.
  public var json: JSONValue {
    .members([
      "fraction": fraction.map { .double($0) }, "phase": phase.map { .string($0.keptOnJob) },
      "message": message.map { .string($0.keptOnJob) },
    ])
  }
}

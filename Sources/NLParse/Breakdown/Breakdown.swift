public import Shared

/// A task in steps, or the word that nothing fits.
public struct Breakdown: Hashable, Sendable {
  /// How it was made.
  public enum Method: String, Hashable, Sendable {
    /// By a language model.
    case model
    /// From finished tasks that are like it.
    case analogy
    /// From the task's own words.
    case written
    /// By a general pattern.
    case pattern
    /// Not at all: nothing fits.
    case nothing
  }

  /// The steps, in order; empty where nothing fits.
  public var steps: [BreakdownStep]
  /// How most of it was made.
  public var method: Method
  /// Why no model was used or what was left out of its answer, as codes for programs.
  public var notes: [String]
  /// The model and prompt, where a model was used.
  public var model: ModelOrigin?

  /// A breakdown of those parts.
  public init(
    steps: [BreakdownStep], method: Method, notes: [String] = [], model: ModelOrigin? = nil
  ) {
    self.steps = steps
    self.method = method
    self.notes = notes
    self.model = model
  }

  /// The breakdown as programs read it.
  public var json: JSONValue {
    .members([
      "method": .string(method.rawValue), "notes": .array(notes.map { .string($0) }),
      "steps": .array(
        steps.map { step in
          .members([
            "title": .string(step.title), "minutes": step.minutes.map { .int(Int64($0)) },
            "after": .array(step.after.map { .int(Int64($0 + 1)) }),
            "origin": .object(step.origin.json),
          ])
        }), "model": (model?.json).map { .object($0) },
    ])
  }
}

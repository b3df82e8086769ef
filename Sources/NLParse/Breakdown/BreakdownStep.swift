public import FoundationEssentials

/// One step of a breakdown.
public struct BreakdownStep: Hashable, Sendable {
  /// Where a step came from.
  public enum Origin: Hashable, Sendable {
    /// Finished parents that are like the task, and which share of them had the step.
    case analogy(parents: [UUID], share: Double)
    /// The task's own words.
    case written
    /// A pattern of that name, in that language.
    case pattern(String, language: String)
    /// A language model.
    case model(ModelOrigin)
  }

  /// What is to be done.
  public var title: String
  /// Minutes that it takes; nil where nobody knows.
  public var minutes: Int?
  /// Places, counted from 0, of the earlier steps that it has to wait for.
  public var after: [Int]
  /// Where it came from.
  public var origin: Origin

  /// A step of those parts.
  public init(_ title: String, minutes: Int? = nil, after: [Int] = [], origin: Origin) {
    self.title = title
    self.minutes = minutes
    self.after = after
    self.origin = origin
  }
}

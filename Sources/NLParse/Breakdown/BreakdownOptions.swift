public import Shared

/// What is asked of a breakdown.
public struct BreakdownOptions: Hashable, Sendable {
  /// Steps at most, 1 to `BreakdownLimits.steps`.
  public var count: Int
  /// Levels of steps, 1 or 2: with 2, steps that a finished parent or pattern breaks down further
  /// are.
  public var depth: Int
  /// Until when all steps are to be done, in place of the task's own deadline.
  public var until: Instant?
  /// False to leave a configured model alone.
  public var usesModel: Bool

  /// Options; numbers are brought into their bounds.
  public init(
    count: Int = BreakdownLimits.usualSteps, depth: Int = 1, until: Instant? = nil,
    usesModel: Bool = true
  ) {
    self.count = min(max(count, 1), BreakdownLimits.steps)
    self.depth = min(max(depth, 1), 2)
    self.until = until
    self.usesModel = usesModel
  }

  /// The options as they stand in a job's arguments.
  public var json: JSONValue {
    .members([
      "count": .int(Int64(count)), "depth": .int(Int64(depth)),
      "until": until.map { .string($0.description) }, "model": .bool(usesModel),
    ])
  }

  /// Reads a job's arguments; what is missing is as usual.
  public init(json: JSONValue) {
    self.init(
      count: json["count"]?.intValue.map { Int(clamping: $0) } ?? BreakdownLimits.usualSteps,
      depth: json["depth"]?.intValue.map { Int(clamping: $0) } ?? 1,
      until: json["until"]?.stringValue.flatMap { Instant($0) },
      usesModel: json["model"]?.boolValue ?? true)
  }
}

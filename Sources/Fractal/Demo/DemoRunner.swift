import FoundationEssentials
import Shared

/// Feeds every sample to the program, waits for what it becomes, and reports.
struct DemoRunner: Sendable {
  /// The folder of samples.
  let folder: String
  /// The way in.
  let intake: any DemoIntake
  /// The pool that looks at results.
  let pool: PostgresPool
  /// Who acts in the demo.
  let actor: Actor
  /// Where progress goes.
  let show: @Sendable (String) -> Void

  private static let outcome = SQL(
    "demo_outcome",
    """
    SELECT outcome, outcome_reason, task_id, outcome = 'comment' OR outcome_reason = 'already_saved'
      AS is_known FROM pipeline.raw_inputs
    WHERE id = $1 AND outcome IS NOT NULL
    """)
  private static let lookInterval = Duration.milliseconds(50)

  /// Feeds the samples one after the other; returns the report on all.
  func run() async throws -> DemoReport {
    let samples = try DemoSample.samples(in: folder)
    var results: [(sample: DemoSample, result: DemoResult)] = []
    var inputs: Set<UUID> = []
    for (index, sample) in samples.enumerated() {
      let result = try await feed(sample, inputs: &inputs)
      show("  [\(index + 1)/\(samples.count)] \(sample.name): \(DemoJudgement.word(for: result))\n")
      results.append((sample, result))
    }
    return DemoReport(results: results)
  }

  private func feed(_ sample: DemoSample, inputs: inout Set<UUID>) async throws -> DemoResult {
    switch try await intake.send(sample) {
    case .unknownAddress: return .unknownAddress
    case .refused(let status, let detail): return .failed("refused with \(status): \(detail)")
    case .accepted(let input):
      let isNew = inputs.insert(input).inserted
      let (task, isKnown) = try await task(madeOf: input)
      if isNew, !isKnown { return task }
      if case .task(let json) = task { return .duplicate(json) }
      return .duplicate(nil)
    }
  }

  /// Waits until the input has its outcome; `isKnown` where it was added to a task that was there.
  private func task(madeOf input: UUID) async throws -> (DemoResult, isKnown: Bool) {
    let end = ContinuousClock.now + .seconds(DemoLimits.sampleSeconds)
    while ContinuousClock.now < end {
      if let row = try await pool.queryRow(Self.outcome, [input]) {
        let outcome = try row.get("outcome", as: String.self)
        let isKnown = try row.get("is_known", as: Bool?.self) ?? false
        guard outcome == "task" || isKnown, let id = try row.get("task_id", as: UUID?.self) else {
          let reason = try row.get("outcome_reason", as: String?.self) ?? ""
          return (.failed("its outcome is \(outcome) \(reason)"), false)
        }
        return (.task(try await TaskReader.task(id, as: actor, in: pool)), isKnown)
      }
      try await Task.sleep(for: Self.lookInterval)
    }
    return (.failed("nothing became of it in \(DemoLimits.sampleSeconds) s"), false)
  }
}

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
    SELECT outcome, outcome_reason, task_id FROM pipeline.raw_inputs
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
    switch try await intake.send(sample.message, to: sample.recipient) {
    case .unknownAddress: return .unknownAddress
    case .refused(let status, let detail): return .failed("refused with \(status): \(detail)")
    case .accepted(let input):
      let isNew = inputs.insert(input).inserted
      let task = try await task(madeOf: input)
      if isNew { return task }
      if case .task(let json) = task { return .duplicate(json) }
      return .duplicate(nil)
    }
  }

  /// Waits until the input has its outcome.
  private func task(madeOf input: UUID) async throws -> DemoResult {
    let end = ContinuousClock.now + .seconds(DemoLimits.sampleSeconds)
    while ContinuousClock.now < end {
      if let row = try await pool.queryRow(Self.outcome, [input]) {
        let outcome = try row.get("outcome", as: String.self)
        guard outcome == "task", let id = try row.get("task_id", as: UUID?.self) else {
          let reason = try row.get("outcome_reason", as: String?.self) ?? ""
          return .failed("its outcome is \(outcome) \(reason)")
        }
        return .task(try await TaskReader.task(id, as: actor, in: pool))
      }
      try await Task.sleep(for: Self.lookInterval)
    }
    return .failed("nothing became of it in \(DemoLimits.sampleSeconds) s")
  }
}

import Shared

/// A handler made of closures, for tests.
struct ClosureHandler: JobHandler {
  let kind: JobKind
  var discarded: (@Sendable (ClaimedJob, JobFailure) async throws -> JobOutcome.Effects?)?
  let body: @Sendable (ClaimedJob, JobContext) async throws -> JobOutcome

  init(
    _ kind: JobKind,
    discarded: (@Sendable (ClaimedJob, JobFailure) async throws -> JobOutcome.Effects?)? = nil,
    _ body: @escaping @Sendable (ClaimedJob, JobContext) async throws -> JobOutcome
  ) {
    self.kind = kind
    self.discarded = discarded
    self.body = body
  }

  func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    try await body(job, context)
  }

  func onDiscard(
    _ job: ClaimedJob, because failure: JobFailure
  ) async throws -> JobOutcome.Effects? {
    try await discarded?(job, failure)
  }
}

import Foundation

@testable import Shared

extension ClaimedJob {
  /// A job as a worker would get it for that request.
  static func sample(_ request: JobRequest, id: JobID) -> ClaimedJob {
    ClaimedJob(
      id: id, token: 1, kind: request.kind.name, queue: request.kind.queue,
      workspace: request.workspace, args: request.args, attempt: 1,
      maxAttempts: request.kind.maxAttempts, crashes: 0, runAt: Instant(seconds: 0),
      claimedAt: Instant(seconds: 0), trace: nil,
      idempotencyBase: "sample", discardReason: nil, cancelRequested: false)
  }
}

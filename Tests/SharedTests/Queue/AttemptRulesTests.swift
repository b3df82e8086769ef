import FoundationEssentials
import Testing

@testable import Shared

@Suite struct AttemptRulesTests {
  static func job(attempt: Int = 1, maxAttempts: Int = 3, reason: String? = nil) -> ClaimedJob {
    ClaimedJob(
      id: JobID(rawValue: 7), token: 1, kind: "k", queue: "default", workspace: nil, args: .null,
      attempt: attempt, maxAttempts: maxAttempts, crashes: 0, runAt: Instant(seconds: 0),
      claimedAt: Instant(seconds: 0),
      trace: nil, idempotencyBase: "7", discardReason: reason, cancelRequested: false)
  }

  let kind = JobKind("k", timeout: .seconds(9), backoff: JobBackoff(base: .seconds(2), jitter: 0))

  @Test("a failed attempt waits for the kind's backoff, and the last one discards the job")
  func failure() {
    let failure = JobFailure("http_503")
    let first = AttemptRules.end(
      of: .retry(failure), job: Self.job(attempt: 2), kind: kind, random: 0.5)
    guard case .putBack(let delay, let refund, let kept) = first else {
      Issue.record("not put back: \(first)")
      return
    }
    #expect(delay == .seconds(4))
    #expect(!refund)
    #expect(kept == failure)
    let last = AttemptRules.end(
      of: .retry(failure), job: Self.job(attempt: 3), kind: kind, random: 0.5)
    guard case .finish(.discarded, "http_503", failure, nil) = last else {
      Issue.record("not discarded: \(last)")
      return
    }
  }

  @Test("a snooze gives the attempt back, a final failure discards at once")
  func snoozeAndFinal() {
    guard
      case .putBack(.seconds(5), true, nil) = AttemptRules.end(
        of: .snooze(for: .seconds(5)), job: Self.job(attempt: 3), kind: kind, random: 0)
    else {
      Issue.record("the snooze burnt an attempt")
      return
    }
    let final = JobFailure("bad_args", isFinal: true)
    guard
      case .finish(.discarded, "bad_args", final, nil) = AttemptRules.end(
        ofError: final, interruption: nil, job: Self.job(), kind: kind, random: 0)
    else {
      Issue.record("a final failure was tried again")
      return
    }
  }

  @Test("why a task was cancelled decides what its error means")
  func interruptions() {
    let error = CancellationError()
    let ends = [AttemptRules.Interruption.requested, .timeout, .shutdown].map {
      AttemptRules.end(ofError: error, interruption: $0, job: Self.job(), kind: kind, random: 0)
    }
    guard case .finish(.cancelled, _, nil, nil) = ends[0],
      case .putBack(_, false, .some(let timeout)) = ends[1], timeout.code == "timeout",
      case .putBack(.zero, true, .some) = ends[2]
    else {
      Issue.record("\(ends)")
      return
    }
  }

  @Test("a job beyond its attempts, or given up by the rescue, is not run again")
  func condemned() {
    #expect(AttemptRules.condemnation(of: Self.job(attempt: 3)) == nil)
    #expect(AttemptRules.condemnation(of: Self.job(attempt: 4))?.code == "given_up")
    #expect(
      AttemptRules.condemnation(of: Self.job(reason: "its worker died three times"))?.message
        == "its worker died three times")
  }

  @Test("effects of a discard are tried again, but not for ever")
  func failedDiscard() {
    let error = JobFailure("x")
    guard
      case .putBack(.seconds(30), false, _) = AttemptRules.discardFailed(
        error, job: Self.job(attempt: 3)),
      case .putBack(.seconds(3_600), false, _) = AttemptRules.discardFailed(
        error, job: Self.job(attempt: 32)),
      case .finish(.discarded, _, _, nil) = AttemptRules.discardFailed(
        error, job: Self.job(attempt: 33))
    else {
      Issue.record("a discard that fails must be tried for about a day, and end then")
      return
    }
  }

  @Test("the backoff doubles, keeps to its limit and jitters both ways")
  func backoff() {
    let backoff = JobBackoff(base: .seconds(5), limit: .seconds(100), jitter: 0.2)
    let middle = (1...8).map { backoff.delay(afterFailure: $0, random: 0.5) }
    #expect(middle == [5, 10, 20, 40, 80, 100, 100, 100].map { Duration.seconds($0) })
    #expect(backoff.delay(afterFailure: 1, random: 0) == .seconds(4))
    #expect(backoff.delay(afterFailure: 1, random: 1) == .seconds(6))
    #expect(backoff.delay(afterFailure: Int.max, random: 0.5) == .seconds(100))
  }
}

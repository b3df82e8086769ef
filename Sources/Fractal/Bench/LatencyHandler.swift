import Glibc
import Shared

/// Kind `bench.latency`: keeps as its result how long after the enqueuing call it was started, by
/// the clock that both processes of one machine share.
struct LatencyHandler: JobHandler {
  /// The kind, for those who enqueue.
  static let jobKind = JobKind("bench.latency", priority: 1, completion: .batched)
  /// The kind it does.
  let kind: JobKind = LatencyHandler.jobKind

  /// One job: it tells when it started.
  func run(_ job: ClaimedJob, _ context: JobContext) async throws -> JobOutcome {
    let started = Self.now()
    guard let called = job.args["called"]?.intValue else {
      return .discard(JobFailure("bad_args", "the time of the call is missing"))
    }
    return .done(result: ["nanoseconds": .int(started - called)])
  }

  /// Nanoseconds since 1970 by this machine's clock.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

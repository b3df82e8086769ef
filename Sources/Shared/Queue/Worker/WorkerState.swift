/// Everything a worker remembers between two suspensions, behind one lock.
struct WorkerState {
  /// How far the worker is on its way out.
  enum Phase: Int, Comparable {
    /// It takes jobs.
    case working
    /// It takes no more, and finishes what runs.
    case draining
    /// Nothing runs; what has ended is still being written off.
    case flushing
    /// Everything is written off.
    case done

    /// By how far the worker has come.
    static func < (lhs: Phase, rhs: Phase) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// How far the worker is on its way out.
  var phase = Phase.working
  /// Counts the worker's lives: each has its own row in `pipeline.workers`.
  var life = 1
  /// Claimed jobs that have not been started.
  var buffer: JobBuffer
  /// The places in which jobs run.
  var slots: [JobSlot]
  /// Slots that wait for a job.
  var parked: [(slot: Int, continuation: UnsafeContinuation<ClaimedJob?, Never>)] = []
  /// How many unfinished jobs each claim has; the heartbeat names its tokens.
  var held: [Int64: Int] = [:]
  /// Claims that are over and not yet reported.
  var overTokens: [Int64] = []
  /// Claims of which a job's end could not be written: they are not reported as over, so that the
  /// rescue finds that job.
  var abandoned: Set<Int64> = []
  /// Attempts that have ended and are to be written off.
  var ended: [FinishedAttempt] = []
  /// When the oldest of `ended` came in.
  var oldestEnd = SteadyTime(nanoseconds: .max)
  /// Attempts that are being written off right now.
  var writing = 0
  /// How many jobs were finished for good.
  var finished = 0
  /// The latest report of each job that is not yet written.
  var progress: [JobID: (token: Int64, report: JobProgress)] = [:]
  /// How many jobs run.
  var running = 0
  /// True while the worker is on its way into a new life.
  var isComingBack = false
  /// True while the claim loop lives, so that an answer may still bring jobs.
  var isClaiming = false
  /// When the claim loop, which has gone to rest, wants to look at the whole queue again.
  var wantsLookAt: SteadyTime?
  /// Concurrency keys that may have room for waiting jobs.
  var keysToAdmit: Set<String> = []
  /// Jobs that a draining worker did not start and has to give back.
  var unstarted: [ClaimedJob] = []
  /// How long an attempt of each kind may run.
  let timeouts: [String: Duration]

  /// The state of a worker that has just begun.
  init(kinds: [JobKind], concurrency: Int) {
    let limits = kinds.compactMap { kind in kind.concurrency.map { (kind.name, $0) } }
    buffer = JobBuffer(limits: Dictionary(limits, uniquingKeysWith: min))
    timeouts = Dictionary(kinds.map { ($0.name, $0.timeout) }, uniquingKeysWith: max)
    slots = Array(repeating: JobSlot(), count: concurrency)
  }

  /// How many jobs the worker has in its hands.
  var inHand: Int { held.values.reduce(0, +) }

  /// Notes that a job is out of our hands.
  mutating func letGo(of job: ClaimedJob) {
    guard let left = held[job.token] else { return }
    if left > 1 {
      held[job.token] = left - 1
    } else {
      held[job.token] = nil
      if abandoned.remove(job.token) == nil { overTokens.append(job.token) }
    }
  }
}

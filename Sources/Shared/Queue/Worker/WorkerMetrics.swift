/// What a worker counts.
struct WorkerMetrics: Sendable {
  private let finished: MetricFamily<Counter>
  private let runSeconds: MetricFamily<Histogram>
  private let waitSeconds: MetricFamily<Histogram>
  private let claimSeconds: Histogram
  private let claimedJobs: Counter
  private let rescuedJobs: Counter
  private let lostLeases: Counter

  /// The worker's metrics within those of its process.
  init(_ metrics: Metrics) {
    finished = metrics.counter(
      "fractal_job_attempts_total", help: "Attempts that ended, by kind and how.",
      labels: ["kind", "outcome"])
    runSeconds = metrics.histogram(
      "fractal_job_run_seconds", help: "How long handlers ran.", labels: ["kind"])
    waitSeconds = metrics.histogram(
      "fractal_job_wait_seconds",
      help: "From when a job was due to its claim, by the database's clock.", labels: ["kind"])
    claimSeconds = metrics.histogram(
      "fractal_job_claim_seconds", help: "How long claims took."
    ).labeled()
    claimedJobs = metrics.counter("fractal_jobs_claimed_total", help: "Jobs claimed.").labeled()
    rescuedJobs = metrics.counter(
      "fractal_jobs_rescued_total", help: "Jobs taken over from dead workers."
    ).labeled()
    lostLeases = metrics.counter(
      "fractal_worker_lost_leases_total", help: "Times this worker could not renew its lease."
    ).labeled()
  }

  /// Counts one attempt.
  func ran(_ job: ClaimedJob, kind: JobKind, end: AttemptEnd, nanoseconds: UInt64) {
    finished.labeled([job.kind, Self.name(of: end)]).increment()
    runSeconds.labeled([job.kind]).observe(Double(nanoseconds) / 1e9)
  }

  /// Counts one claim.
  func claimed(_ jobs: Int, nanoseconds: UInt64) {
    claimSeconds.observe(Double(nanoseconds) / 1e9)
    if jobs > 0 { claimedJobs.increment(by: UInt64(jobs)) }
  }

  /// Counts jobs that this worker's look at the others freed.
  func rescued(_ jobs: Int) {
    if jobs > 0 { rescuedJobs.increment(by: UInt64(jobs)) }
  }

  /// Counts one lost lease.
  func lostLease() { lostLeases.increment() }

  /// Takes note of how long claimed jobs had waited.
  func waited(_ jobs: [ClaimedJob]) {
    var kind = ""
    var histogram: Histogram?
    for job in jobs {
      if histogram == nil || job.kind != kind {
        kind = job.kind
        histogram = waitSeconds.labeled([kind])
      }
      histogram?.observe(
        max(0, (Double(job.claimedAt.microseconds) - Double(job.runAt.microseconds)) / 1e6))
    }
  }

  /// How an attempt ended, in a word.
  static func name(of end: AttemptEnd) -> String {
    switch end {
    case .complete: "completed"
    case .putBack(_, true, _): "snoozed"
    case .putBack(_, false, _): "failed"
    case .finish(let state, _, _, _): state.rawValue
    }
  }
}

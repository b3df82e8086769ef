/// One of the places in which a worker runs jobs.
struct JobSlot {
  /// The job in it.
  var job: ClaimedJob?
  /// When the attempt has to end.
  var deadline = SteadyTime(nanoseconds: .max)
  /// When it began.
  var started = SteadyTime(nanoseconds: 0)
  /// The task in which its handlers run, for cancelling them.
  var task: Task<Void, Never>?
  /// Why the task was cancelled.
  var interruption: AttemptRules.Interruption?
}

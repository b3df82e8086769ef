/// The limits of the queue.
public enum QueueLimits {
  /// The most jobs one statement claims, finishes or removes.
  public static let batch = 500
  /// The most jobs one worker holds: buffered, running, and waiting to be written off.
  public static let held = 2_000
  /// The most jobs whose effects share one transaction.
  public static let sharedTransaction = 32
  /// The most jobs one statement enqueues; more are cut into several statements.
  public static let enqueueBatch = 5_000
  /// The most lanes (kind, priority, workspace) one claim looks at.
  public static let lanesPerClaim = 64
  /// The most lanes a worker remembers.
  public static let lanes = 512
  /// The most bytes of a job's arguments, as PostgreSQL stores them.
  public static let argumentBytes = 1 << 20
  /// The most bytes of a result; a bigger one fails the job for good.
  public static let resultBytes = 1 << 20
  /// The most characters of an error message kept on a job.
  public static let errorMessage = 1_000
  /// The most failed attempts whose errors a job keeps; the oldest go first.
  public static let errors = 50
  /// The most due jobs one statement makes available.
  public static let promotions = 1_000
  /// How long finished work waits at most to be written off together with other work.
  public static let completionWindow: Duration = .milliseconds(10)
  /// How often a worker that is idle looks for work although nobody told it to.
  public static let pollInterval: Duration = .seconds(1)
  /// How many seconds an idle worker's wish to be told of new jobs holds.
  public static let armedSeconds = 5.0
  /// How much of its time a worker may spend on looking at the whole queue, as a divisor.
  public static let fullLookShare = 20
  /// The longest time between two looks at the whole queue.
  public static let fullLookInterval: Duration = .seconds(10)
  /// How many days finished jobs are kept unless told otherwise.
  public static let finishedDays = 30
  /// Jobs of silent workers that one step frees at the least where there are as many; see
  /// `pipeline.rescue_jobs` in the migrations.
  static let rescues = 1_000
  /// The longest wait that a job may ask for, in seconds: ten years.
  static let longestWait = 315_360_000.0
  /// Timeouts of one write of ended attempts after which it counts as one that cannot be made.
  static let writeTimeouts = 5
}

import Glibc
import Synchronization

/// A bounded set of threads for C calls that block: name resolution, files, child processes.
///
/// A blocking call on Swift's own pool stops every task of the process; here it stops one thread.
/// Threads start when work arrives, up to the limit, and then stay; work beyond the limit waits in
/// the order in which it came. Use ``run(_:)`` for one call, or the executor as a task executor
/// preference for a whole task.
public final class BlockingExecutor: TaskExecutor {
  /// The executor for everything that has no executor of its own.
  public static let shared = BlockingExecutor(threads: 8)

  private let lane: Lane

  /// An executor of at most so many threads (at least one).
  public init(threads: Int) {
    lane = Lane(limit: max(1, threads))
  }

  deinit {
    lane.close()
  }

  /// Runs the blocking call on one of the threads and returns what it returns or throws.
  ///
  /// Cancelling the calling task does not interrupt the call: a call that may last has to carry
  /// its own deadline.
  public func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withUnsafeContinuation { continuation in
      lane.add {
        let result: Result<Value, Failure>
        do throws(Failure) {
          result = .success(try body())
        } catch {
          result = .failure(error)
        }
        continuation.resume(returning: result)
      }
    }
    return try result.get()
  }

  /// Runs one partial task of Swift's runtime; for the runtime, not for callers.
  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    lane.add { unowned.runSynchronously(on: executor) }
  }
}

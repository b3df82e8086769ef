import Glibc
import Synchronization

/// A shell that waits on a pipe of ours and stops the server once the pipe closes, which the
/// kernel does for us even after `kill -9`.
final class ClusterGuard: Sendable {
  // Starting the guard and making its pipe must not overlap with another start: the other child
  // could inherit the pipe's end and keep it open.
  private static let starting = Mutex(())

  private let pipeEnd: Mutex<Int32>
  private let process: ChildProcess
  private let lock: ClusterLock
  private let leftover: String?

  /// Starts the guard for the plan's server.
  init(_ plan: ClusterPlan, lock: ClusterLock) throws {
    self.lock = lock
    leftover = plan.settings.isTemporary ? plan.location.root : nil
    let mode = plan.settings.isTemporary ? "immediate" : "fast"
    let script = """
      cat >/dev/null
      "$1" stop -D "$2" -m \(mode) -w -t 60
      if [ -n "$3" ]; then rm -rf "$3" "$4"; fi
      """
    let arguments = plan.user.command([
      "/bin/sh", "-c", script, "fractal-postgres-guard", plan.binaries.path("pg_ctl"),
      plan.location.data, plan.settings.isTemporary ? plan.location.root : "",
      plan.location.socket,
    ])
    let (process, end) = try Self.starting.withLock { _ throws -> (ChildProcess, Int32) in
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw ClusterError("no pipe for the guard of PostgreSQL") }
      _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
      _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
      defer { close(ends[0]) }
      do {
        let start = ChildProcess.Start(
          arguments: arguments, ownSession: true, input: ends[0], kept: lock.descriptor)
        return (try ChildProcess(start), ends[1])
      } catch {
        close(ends[1])
        throw error
      }
    }
    self.process = process
    pipeEnd = Mutex(end)
  }

  /// True until the guard has been released.
  var isArmed: Bool { pipeEnd.withLock { $0 >= 0 } }

  /// Lets the guard stop the server.
  func release() {
    pipeEnd.withLock { end in
      if end >= 0 { close(end) }
      end = -1
    }
  }

  /// Lets the guard stop the server and waits until it has.
  func releaseAndWait() async {
    guard isArmed else { return }
    release()
    await BlockingExecutor.shared.run { [process] in _ = process.wait() }
    // The guard cannot remove the directory itself where only root may write beside it.
    if let leftover { rmdir(leftover) }
    lock.release()
  }
}

import Glibc
import Shared
import Synchronization

/// A small pool of child processes that alone read outside bytes with C libraries.
///
/// A request goes to an idle child, or to a new one where fewer than the limit exist; a child is
/// replaced after `SandboxLimits.requestsPerChild` answers. A crash, a limit or the end of the
/// time costs that one request: it throws, and the child is ended.
public final class SandboxPool: Sendable {
  private let program: String
  private let executor: BlockingExecutor
  private let idle = Mutex<[Held]>([])

  /// A child in the list of idle ones.
  // reason: a child is used by one thread at a time: taking it from the list is what grants its use.
  private struct Held: @unchecked Sendable {
    let child: SandboxChild
  }

  /// A pool of children of this very program.
  public init(children: Int = SandboxLimits.children, program: String = "/proc/self/exe") {
    // Writing to a child that has just ended must answer an error, not end this process.
    signal(SIGPIPE, SIG_IGN)
    self.program = program
    executor = BlockingExecutor(threads: children)
  }

  /// Sends a request to a child and returns its answer.
  @concurrent
  public func run(
    _ request: SandboxFrame, seconds: Double = SandboxLimits.wallSeconds
  ) async throws(SandboxError) -> SandboxFrame {
    try await executor.run { () throws(SandboxError) -> SandboxFrame in
      try self.runNow(request, seconds: seconds)
    }
  }

  /// The same, blocking the calling thread: for commands that do nothing else.
  public func runNow(
    _ request: SandboxFrame, seconds: Double = SandboxLimits.wallSeconds
  ) throws(SandboxError) -> SandboxFrame {
    let child = try take()
    let answer: SandboxFrame
    do throws(SandboxError) {
      answer = try child.exchange(request, seconds: seconds)
    } catch {
      child.end()
      throw error
    }
    if child.answered < SandboxLimits.requestsPerChild {
      let held = Held(child: child)
      idle.withLock { $0.append(held) }
    } else {
      child.end()
    }
    if answer.headerBytes == SandboxFrame.refusal.headerBytes { throw SandboxError(.refused) }
    return answer
  }

  private func take() throws(SandboxError) -> SandboxChild {
    if let held = idle.withLock({ $0.popLast() }) { return held.child }
    return try SandboxChild(program: program)
  }

  /// Ends all idle children and waits for them.
  public func close() {
    let held = idle.withLock { children in
      defer { children = [] }
      return children
    }
    for item in held { item.child.end() }
  }
}

import Glibc
import Shared
import Support
import Testing

@Suite struct BlockingExecutorTests {
  @Test("blocking calls run side by side up to the limit, and Swift's own pool stays free")
  func limit() async throws {
    let executor = BlockingExecutor(threads: 4)
    let running = Tally()
    let ticks = Tally()
    let clock = Task {
      while !Task.isCancelled {
        ticks.raise()
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          await executor.run {
            running.raise()
            usleep(150_000)
            running.lower()
          }
        }
      }
    }
    clock.cancel()
    #expect(running.peak == 4)
    // A busy machine ticks late, but a blocked pool would not have ticked at all.
    #expect(ticks.value > 1)
  }

  @Test("what the call returns and throws arrives with its type")
  func outcomes() async {
    struct Refusal: Error {}
    let executor = BlockingExecutor(threads: 1)
    #expect(await executor.run { 42 } == 42)
    await #expect(throws: Refusal.self) {
      try await executor.run { () throws(Refusal) -> Int in throw Refusal() }
    }
  }

  @Test("a task can prefer the executor for all its work")
  func preference() async {
    let executor = BlockingExecutor(threads: 1)
    let sum = await withTaskExecutorPreference(executor) {
      await withTaskGroup(of: Int.self) { group in
        for n in 0..<100 { group.addTask { n } }
        return await group.reduce(0, +)
      }
    }
    #expect(sum == 4_950)
  }

  @Test("ten thousand calls all come back")
  func manyCalls() async {
    let executor = BlockingExecutor(threads: 1)
    let count = Tally()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10_000 {
        group.addTask { await executor.run { _ = count.raise() } }
      }
    }
    #expect(count.value == 10_000)
  }
}

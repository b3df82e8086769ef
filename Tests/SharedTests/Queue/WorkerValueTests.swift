import FoundationEssentials
import Support
import Testing

@testable import Shared

@Suite struct WorkerValueTests {
  private func at(_ milliseconds: UInt64) -> SteadyTime {
    SteadyTime(nanoseconds: 1_000_000_000 + milliseconds * 1_000_000)
  }

  @Test("claims grow while they are done quickly and shrink while they take long")
  func pace() {
    var pace = ClaimPace(concurrency: 8, most: 500)
    var sizes: [Int] = []
    for step in 0..<8 {
      pace.willClaim(at: at(UInt64(step) * 10))
      pace.didClaim(pace.size, of: pace.size)
      sizes.append(pace.size)
    }
    #expect(sizes == [8, 16, 32, 64, 128, 256, 500, 500])
    pace.willClaim(at: at(1_000))
    #expect(pace.size == 250)
    pace.didClaim(3, of: 250)
    pace.willClaim(at: at(1_010))
    #expect(pace.size == 250, "a claim that was not full says nothing about speed")
  }

  @Test("a lease is lost at four fifths of its timeout, counted from before the heartbeat was sent")
  func lease() {
    var lease = Lease(timeout: .seconds(10), asked: at(0))
    #expect(!lease.isLost(at: at(7_999)))
    #expect(lease.isLost(at: at(8_000)))
    lease.renew(asked: at(5_000))
    lease.renew(asked: at(2_000))
    #expect(!lease.isLost(at: at(12_999)))
    #expect(lease.isLost(at: at(13_000)))
    #expect(!lease.isStale(asked: at(0), answered: at(4_999)))
    #expect(lease.isStale(asked: at(0), answered: at(5_000)))
  }

  @Test("looks at the whole queue take at most a twentieth of the time")
  func looks() {
    var schedule = LookSchedule(now: at(0))
    #expect(schedule.isDue(at(0)))
    schedule.didLook(from: at(0), to: at(10))
    #expect(!schedule.isDue(at(209)))
    #expect(schedule.isDue(at(210)))
    schedule.didLook(from: at(1_000), to: at(3_000))
    #expect(schedule.isDue(at(13_000)), "never longer than the longest interval")
  }

  @Test("a limited kind runs only so often, and others pass it")
  func buffer() {
    var buffer = JobBuffer(limits: ["slow": 1])
    let jobs = ["slow", "slow", "fast", "slow"].enumerated().map { number, kind in
      ClaimedJob(
        id: JobID(rawValue: Int64(number)), token: 1, kind: kind, queue: "default", workspace: nil,
        args: .null, attempt: 1, maxAttempts: 3, crashes: 0, runAt: Instant(seconds: 0),
        claimedAt: Instant(seconds: 0),
        trace: nil, idempotencyBase: "", discardReason: nil, cancelRequested: false)
    }
    buffer.append(jobs)
    #expect(buffer.start()?.id.rawValue == 0)
    #expect(buffer.start()?.id.rawValue == 2)
    #expect(buffer.start() == nil)
    #expect(!buffer.canStart)
    #expect(buffer.saturatedKinds == ["slow"])
    #expect(buffer.count == 2)
    #expect(buffer.readyCount == 0, "they take no room from others")
    buffer.end(kind: "slow")
    #expect(buffer.canStart)
    #expect(buffer.start()?.id.rawValue == 1)
    #expect(buffer.removeAll().map(\.id.rawValue) == [3])
  }

  @Test("every claimed job is started once whatever the order of starts and ends")
  func bufferProperty() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var buffer = JobBuffer(limits: ["a": 2, "b": 1])
    var started: [Int64] = []
    var running: [String] = []
    var next: Int64 = 0
    for _ in 0..<2_000 {
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where next < 500:
        let kind = ["a", "b", "c"][Int.random(in: 0..<3, using: &random)]
        buffer.append([
          ClaimedJob(
            id: JobID(rawValue: next), token: 1, kind: kind, queue: "q", workspace: nil,
            args: .null, attempt: 1, maxAttempts: 1, crashes: 0, runAt: Instant(seconds: 0),
            claimedAt: Instant(seconds: 0),
            trace: nil, idempotencyBase: "", discardReason: nil, cancelRequested: false)
        ])
        next += 1
      case 1:
        if let job = buffer.start() {
          started.append(job.id.rawValue)
          running.append(job.kind)
        }
      default:
        if let kind = running.popLast() { buffer.end(kind: kind) }
      }
      #expect(running.count { $0 == "a" } <= 2 && running.count { $0 == "b" } <= 1, "seed \(seed)")
    }
    for kind in running { buffer.end(kind: kind) }
    while let job = buffer.start() {
      started.append(job.id.rawValue)
      buffer.end(kind: job.kind)
    }
    #expect(started.sorted() == Array(0..<next), "seed \(seed)")
  }

  @Test("lanes of one priority share a claim; a higher priority goes first")
  func fairness() {
    var planner = LanePlanner()
    let workspaces = (0..<3).map { _ in UUID() }
    let lanes = workspaces.map {
      JobLane.Key(queue: "default", kind: "k", priority: 2, workspace: $0)
    }
    let urgent = JobLane.Key(queue: "default", kind: "k", priority: 1, workspace: workspaces[0])
    planner.didLook(
      lanes.enumerated().map { ($1, Int64($0) * 100 + 1) }, isComplete: true)
    let plan = planner.plan(90, without: [])
    #expect(plan.shares == [30, 30, 30])
    planner.didLook([(urgent, 5)], isComplete: false)
    let mixed = planner.plan(90, without: [])
    #expect(mixed.priorities.first == 1)
    #expect(planner.plan(90, without: ["k"]).isEmpty)
  }

  @Test("a lane is read beyond what was claimed, and from its start again after a full look")
  func lowWater() {
    var planner = LanePlanner()
    let lane = JobLane.Key(queue: "q", kind: "k", priority: 2, workspace: UUID())
    planner.didLook([(lane, 10)], isComplete: true)
    let plan = planner.plan(5, without: [])
    #expect(plan.afterIDs == [9])
    planner.didClaim(plan, wanted: 5, taken: [lane: (5, 14)], total: 5)
    #expect(planner.plan(5, without: []).afterIDs == [14])
    let next = planner.plan(5, without: [])
    planner.didClaim(next, wanted: 5, taken: [:], total: 0)
    #expect(!planner.hasWork)
    #expect(planner.plan(5, without: []).afterIDs == [14], "a resting lane is still looked at")
    planner.didLook([(lane, 3)], isComplete: true)
    #expect(planner.plan(5, without: []).afterIDs == [2])
  }
}

import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// How much time there is now.
@Suite struct NowTimeTests {
  private static let now = Instant(seconds: 1_790_000_000)

  private static func at(_ minutes: Int) -> Instant { now.adding(seconds: minutes * 60) }

  @Test(
    "time ends with the first event or planned task, and there is none while an event lasts",
    arguments: [
      ([], nil, false, 25, nil), ([], nil, true, 120, nil), ([], 40, true, 40, nil),
      ([], 2, true, 5, nil), ([], 600, true, 120, nil), ([(5, 60)], nil, true, 5, nil),
      ([(30, 60)], 10, true, 10, nil), ([(3, 60)], 2, true, 3, nil),
      ([(-20, 15)], nil, true, 0, 15), ([(-20, 15), (15, 45), (45, 50), (90, 99)], 5, true, 0, 50),
      ([(-60, 0), (20, 30)], nil, true, 20, nil), ([(-60, -30), (-40, -1)], nil, true, 120, nil),
      ([(-90, 10), (-30, 5)], nil, true, 0, 10), ([(0, 30)], nil, true, 0, 30),
    ] as [([(Int, Int)], Int?, Bool, Int, Int?)])
  func ends(
    _ taken: [(Int, Int)], _ next: Int?, _ isKnown: Bool, _ minutes: Int, _ until: Int?
  ) {
    let time = NowTime.time(
      at: Self.now, taken: taken.map { InstantRange(lower: Self.at($0.0), upper: Self.at($0.1)) },
      next: next.map { Self.at($0) }, isKnown: isKnown)
    #expect(time == NowTime(minutes: minutes, takenUntil: until.map { Self.at($0) }))
  }

  @Test("calendars and plans are looked at: meetings, not whole days, and no finished task's block")
  func calendars() async throws {
    try await PlanWorld.with { plan in
      let morning = try await plan.hours(9)
      func time(_ minutes: Int) async throws -> NowTime {
        try await NowTime.read(
          as: plan.world.actor, at: morning.adding(seconds: minutes * 60), pool: plan.world.pool,
          settings: plan.settings)
      }
      #expect(try await time(0) == NowTime(minutes: 25))
      let task = try await plan.task("write")
      let done = try await plan.task("finished")
      for (id, start) in [(task, 200), (done, 15)] {
        try await plan.world.pool.execute(
          SQL(
            "",
            """
            insert into pipeline.planned_blocks (task_id, workspace_id, user_id, during)
            values ($1, $2, $3, tstzrange($4, $4 + interval '1 hour'))
            """),
          [id, plan.world.workspace, plan.world.user, morning.adding(seconds: start * 60)])
      }
      try await plan.world.pool.execute(
        SQL("", "update tasks set status = 'DONE', is_completed = true where id = $1"), [done])
      #expect(try await time(0) == NowTime(minutes: 120))
      #expect(try await time(170) == NowTime(minutes: 30))
      try await plan.event("Meeting", from: 10, to: 11)
      #expect(try await time(0) == NowTime(minutes: 60))
      #expect(try await time(75) == NowTime(minutes: 0, takenUntil: try await plan.hours(11)))
      try await plan.prefer(["event_buffer_minutes": 15])
      #expect(try await time(0) == NowTime(minutes: 45))
      let day = Zone.utc.date(at: morning).description.filter { $0 != "-" }
      _ = try await CalendarSetup(settings: plan.settings, pool: plan.world.pool).add(
        kind: .file, name: "Holidays", address: "",
        content: """
          BEGIN:VCALENDAR
          BEGIN:VEVENT
          UID:day
          DTSTART;VALUE=DATE:\(day)
          SUMMARY:Away
          END:VEVENT
          END:VCALENDAR
          """, for: plan.world.actor)
      #expect(try await time(0) == NowTime(minutes: 45))
      let stranger = Actor(user: UUID(), workspace: plan.world.workspace)
      await #expect(throws: TaskError.self) {
        try await NowTime.read(
          as: stranger, at: morning, pool: plan.world.pool, settings: plan.settings)
      }
    }
  }
}

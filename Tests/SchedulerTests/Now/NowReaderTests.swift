import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

/// What could be done now, as read from the database.
@Suite struct NowReaderTests {
  private func titles(_ world: TestWorld) async throws -> Set<String> {
    let tasks = try await NowReader.tasks(as: world.actor, at: Instant.machineNow, in: world.pool)
    return Set(tasks.map(\.title))
  }

  @Test("only the person's own tasks in projects where they may write, as the planner takes them")
  func own() async throws {
    try await TestWorld.with { world in
      let colleague = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(colleague, to: world.workspace, in: world.pool)
      try await TestWorld.addProjectMember(
        colleague, to: world.project, role: "EDITOR", in: world.pool)
      func task(_ title: String, _ project: UUID?, by user: UUID? = nil) async throws {
        var draft = TaskDraft(title: title)
        draft.project = project
        try await world.write(
          draft, as: Actor(user: user ?? world.user, workspace: world.workspace))
      }
      func project(_ role: String = "OWNER") async throws -> UUID {
        let id = try await TestWorld.addProject(
          in: world.workspace, by: world.user, role: "OWNER", world.pool)
        try await task("task of \(id)", id)
        return id
      }
      try await task("mine", world.project)
      try await task("mine alone", nil)
      try await task("a colleague's", world.project, by: colleague)
      let (archived, deleted, viewed) = (
        try await project(), try await project(), try await project()
      )
      #expect(try await titles(world).count == 5)
      for (text, id) in [
        ("update projects set is_archived = true where id = $1", archived),
        ("update projects set deleted_at = now() where id = $1", deleted),
        ("update project_members set role = 'VIEWER' where project_id = $1", viewed),
      ] {
        try await world.pool.execute(SQL("", text), [id])
      }
      #expect(try await titles(world) == ["mine", "mine alone"])
      try await world.pool.execute(
        SQL("", "update tasks set is_completed = true where title = 'mine alone'"))
      #expect(try await titles(world) == ["mine"])
    }
  }

  @Test("what waits for the end of something is left out, also by its parent, and nothing else is")
  func dependencies() async throws {
    try await TestWorld.with { world in
      func task(_ title: String, _ children: [String] = []) async throws -> UUID {
        var draft = TaskDraft(title: title)
        draft.subtasks = children.map { TaskDraft(title: $0) }
        return try await world.write(draft).id
      }
      let first = try await task("first", ["first child"])
      let second = try await task("second", ["second child"])
      let third = try await task("third")
      for (blocker, blocked, kind) in [
        (first, second, "FINISH_TO_START"), (first, third, "START_TO_START"),
      ] {
        try await world.pool.execute(
          SQL("", "insert into task_dependencies values ($1, $2, $3)"), [blocker, blocked, kind])
      }
      #expect(try await titles(world) == ["first child", "third"])
      try await world.pool.execute(
        SQL("", "update tasks set status = 'DONE' where title like 'first%'"))
      #expect(try await titles(world) == ["second child", "third"])
    }
  }

  @Test("habits are read by the hours of where the person then was, whatever the zone is called")
  func habits() async throws {
    try await TestWorld.with { world in
      // At nine in Berlin, and one at nine in New York, where the person was in June.
      for time in ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"] {
        try await done(world, "\(time)T08:10:00Z")
      }
      try await done(world, "2026-06-10T13:10:00Z")
      try await done(world, "2026-11-05T13:10:00Z")
      try await world.pool.execute(
        SQL(
          "",
          """
          insert into user_settings (user_id, timezone) values ($1, 'W. Europe Standard Time')
          """), [world.user])
      let preferences = try PlanningPreferences(json: [
        "journeys": [
          ["from": "2026-06-01", "through": "2026-06-30", "zone": "America/New_York"]
        ]
      ])
      func habits(_ now: String) async throws -> NowHabits {
        try await NowReader.habits(
          as: world.actor, at: try #require(Instant(now)), in: world.pool)
      }
      // Four by this zone alone are too few to say anything.
      #expect(try await habits("2026-11-20T08:30:00Z") == NowHabits())
      try await world.pool.transaction { session in
        try await PreferenceStore.save(preferences, for: world.actor, in: session)
      }
      #expect(try await habits("2026-11-20T08:30:00Z") == NowHabits(shares: [world.project: 1]))
      #expect(try await habits("2026-11-20T20:30:00Z") == NowHabits())
    }
  }

  private func done(_ world: TestWorld, _ time: String) async throws {
    var draft = TaskDraft(title: time)
    draft.project = world.project
    draft.status = .done
    draft.completedAt = Instant(time)
    try await world.write(draft)
  }
}

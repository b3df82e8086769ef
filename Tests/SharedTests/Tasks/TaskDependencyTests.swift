import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct TaskDependencyTests {
  private func depend(_ blocked: UUID, on blocker: UUID, _ world: TestWorld) async throws {
    var change = TaskChange(blocked)
    change.blockers = [blocker]
    let final = change
    _ = try await world.pool.transaction { transaction in
      try await TaskWriter().change([final], as: world.actor, in: transaction)
    }
  }

  @Test("a circle among drafts is refused, through keys and through existing tasks")
  func circles() async throws {
    try await TestWorld.with { world in
      var first = TaskDraft(title: "a")
      first.key = "a"
      first.blockedBy = [.draft("b")]
      var second = TaskDraft(title: "b")
      second.key = "b"
      second.blockedBy = [.draft("a")]
      let drafts = [first, second]
      let error = await #expect(throws: TaskError.self) {
        try await world.pool.transaction { transaction in
          var log = TaskTransaction()
          _ = try await TaskWriter().write(
            drafts, as: world.actor, in: transaction, within: &log)
        }
      }
      #expect(error?.code == .cycle)

      let one = try await world.write(TaskDraft(title: "one"))
      var two = TaskDraft(title: "two")
      two.blockedBy = [.task(one.id)]
      let written = try await world.write(two)
      var three = TaskDraft(title: "three")
      three.blockedBy = [.task(written.id)]
      three.blocking = [.task(one.id)]
      let through = await #expect(throws: TaskError.self) { try await world.write(three) }
      #expect(through?.code == .cycle)
      let own = await #expect(throws: TaskError.self) {
        try await depend(one.id, on: one.id, world)
      }
      #expect(own?.code == .cycle)
      try await world.expect("select count(*) from task_dependencies", 1)
    }
  }

  @Test("a sub-task does not wait for its own ancestor, but a parent may wait for its child")
  func ancestors() async throws {
    try await TestWorld.with { world in
      var top = TaskDraft(title: "top")
      top.subtasks = [TaskDraft(title: "child")]
      let written = try await world.write(top)
      let child = written.subtasks[0].id
      let error = await #expect(throws: TaskError.self) {
        try await depend(child, on: written.id, world)
      }
      #expect(error?.code == .cycle)
      try await depend(written.id, on: child, world)
    }
  }

  @Test("two writers who would close a circle together cannot both succeed")
  func race() async throws {
    try await TestWorld.with { world in
      for round in 0..<10 {
        let a = try await world.write(TaskDraft(title: "a\(round)")).id
        let b = try await world.write(TaskDraft(title: "b\(round)")).id
        let c = try await world.write(TaskDraft(title: "c\(round)")).id
        try await withThrowingTaskGroup(of: Bool.self) { group in
          for (blocked, blocker) in [(b, a), (c, b), (a, c)] {
            group.addTask {
              do {
                try await depend(blocked, on: blocker, world)
                return true
              } catch let error as TaskError where error.code == .cycle {
                return false
              }
            }
          }
          var written = 0
          for try await success in group where success { written += 1 }
          #expect(written == 2)
        }
      }
    }
  }

  @Test("foreign, deleted and unseen tasks cannot be depended on")
  func foreign() async throws {
    try await TestWorld.with { world in
      let mine = try await world.write(TaskDraft(title: "mine")).id
      let other = try await TestWorld.addUser(in: world.pool)
      let elsewhere = try await TestWorld.addWorkspace(owner: other, in: world.pool)
      let foreign = try await world.write(
        TaskDraft(title: "x"), as: Actor(user: other, workspace: elsewhere)
      ).id
      try await TestWorld.addMember(other, to: world.workspace, in: world.pool)
      let hidden = try await TestWorld.addProject(
        in: world.workspace, by: other, role: "OWNER", world.pool)
      var secret = TaskDraft(title: "secret")
      secret.project = hidden
      let unseen = try await world.write(
        secret, as: Actor(user: other, workspace: world.workspace)
      ).id
      for blocker in [foreign, unseen, UUID()] {
        let error = await #expect(throws: TaskError.self) {
          try await depend(mine, on: blocker, world)
        }
        #expect(error?.code == .notFound)
      }
    }
  }
}

import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct PermissionsTests {
  /// One situation, and what an edit and a read of it answer; nil is allowed.
  struct Situation: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var edit: TaskError.Code?
    var read: TaskError.Code?
    var projectRole: String?
    var parentRole: String?
    var workspaceRole: String? = "MEMBER"
    var active: Bool? = true
    var sql: String?
  }

  static let situations: [Situation] = [
    Situation(testDescription: "OWNER of the project", projectRole: "OWNER"),
    Situation(testDescription: "ADMIN of the project", projectRole: "ADMIN"),
    Situation(testDescription: "EDITOR of the project", projectRole: "EDITOR"),
    Situation(testDescription: "VIEWER of the project", edit: .forbidden, projectRole: "VIEWER"),
    Situation(
      testDescription: "a role nobody knows", edit: .forbidden, read: .notFound,
      projectRole: "GUEST"),
    Situation(
      testDescription: "OWNER of the parent project only", edit: .forbidden, read: .notFound,
      parentRole: "OWNER"),
    Situation(
      testDescription: "OWNER of the workspace only", edit: .forbidden, read: .notFound,
      workspaceRole: "OWNER"),
    Situation(
      testDescription: "OWNER of the project, no member of the workspace", edit: .notFound,
      read: .notFound, projectRole: "OWNER", workspaceRole: nil),
    Situation(
      testDescription: "VIEWER of the workspace, EDITOR of the project", projectRole: "EDITOR",
      workspaceRole: "VIEWER"),
    Situation(
      testDescription: "inactive", edit: .inactiveUser, read: .inactiveUser, projectRole: "OWNER",
      active: false),
    Situation(
      testDescription: "neither active nor not", edit: .inactiveUser, read: .inactiveUser,
      projectRole: "OWNER", active: nil),
    Situation(
      testDescription: "archived project", edit: .archivedProject, projectRole: "OWNER",
      sql: "update projects set is_archived = true"),
    Situation(
      testDescription: "deleted project", edit: .notFound, read: .notFound, projectRole: "OWNER",
      sql: "update projects set deleted_at = now()"),
    Situation(
      testDescription: "deleted workspace", edit: .notFound, read: .notFound,
      projectRole: "OWNER", sql: "update workspaces set deleted_at = now()"),
    Situation(
      testDescription: "project of another workspace", edit: .notFound, read: .notFound,
      projectRole: "OWNER",
      sql: """
        with w as (insert into workspaces (name, slug) values ('x', 'x') returning id)
        update projects set workspace_id = w.id from w
        """),
  ]

  @Test("who may write into a project, and who may read it", arguments: situations)
  func matrix(_ situation: Situation) async throws {
    try await TestWorld.with { world in
      let pool = world.pool
      let user = try await TestWorld.addUser(active: situation.active, in: pool)
      if let role = situation.workspaceRole {
        try await TestWorld.addMember(user, to: world.workspace, role: role, in: pool)
      }
      let child = try await TestWorld.addProject(
        in: world.workspace, by: world.user, role: "OWNER", parent: world.project, pool)
      if let role = situation.parentRole {
        try await TestWorld.addProjectMember(user, to: world.project, role: role, in: pool)
      }
      if let role = situation.projectRole {
        try await TestWorld.addProjectMember(user, to: child, role: role, in: pool)
      }
      var draft = TaskDraft(title: "before")
      draft.project = child
      let existing = try await world.write(draft)
      if let sql = situation.sql { try await pool.execute(SQL("", sql)) }
      let actor = Actor(user: user, workspace: world.workspace)

      var attempt = draft
      attempt.title = "after"
      let writing = await Self.code { try await world.write(attempt, as: actor) }
      #expect(writing == situation.edit)
      var under = TaskDraft(title: "under")
      under.parent = existing.id
      #expect(await Self.code { try await world.write(under, as: actor) } == situation.edit)
      var change = TaskChange(existing.id)
      change.fields[.title] = "changed"
      let changing = await Self.code {
        try await pool.transaction { transaction in
          try await TaskWriter().change([change], as: actor, in: transaction)
        }
      }
      #expect(changing == situation.edit)
      let undoing = await Self.code {
        try await pool.transaction { transaction in
          try await TaskHistory().undo(
            transaction: existing.transaction, as: actor, in: transaction)
        }
      }
      // An allowed undo meets the sub-task and the change of above and is refused as stale.
      #expect(undoing == situation.edit ?? .stale)
      let reading = await Self.code {
        try await TaskReader.task(existing.id, as: actor, in: pool)
      }
      #expect(reading == situation.read)
    }
  }

  @Test("a task without a project needs membership of the workspace alone")
  func withoutProject() async throws {
    try await TestWorld.with { world in
      let member = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(member, to: world.workspace, role: "VIEWER", in: world.pool)
      try await world.write(
        TaskDraft(title: "a"), as: Actor(user: member, workspace: world.workspace))
      let stranger = try await TestWorld.addUser(in: world.pool)
      let refused = await Self.code {
        try await world.write(
          TaskDraft(title: "a"), as: Actor(user: stranger, workspace: world.workspace))
      }
      #expect(refused == .notFound)
    }
  }

  /// The code of the error that the body throws, nil where it throws none.
  static func code(_ body: () async throws -> some Any) async -> TaskError.Code? {
    do {
      _ = try await body()
      return nil
    } catch let error as TaskError {
      return error.code
    } catch {
      Issue.record(error)
      return nil
    }
  }
}

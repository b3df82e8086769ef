public import FoundationEssentials
public import Shared

/// A user in a workspace with one project, as most tests need them, and ways to add more.
public struct TestWorld: Sendable {
  /// The database they live in.
  public let pool: PostgresPool
  /// A user's id.
  public let user: UUID
  /// The user's workspace.
  public let workspace: UUID
  /// A project of it in which the user is OWNER.
  public let project: UUID

  /// The user acting in the workspace.
  public var actor: Actor { Actor(user: user, workspace: workspace) }

  /// Makes the rows in a standalone database.
  public static func make(_ database: TestDatabase) async throws -> TestWorld {
    let pool = database.pool
    let user = try await addUser(in: pool)
    let workspace = try await addWorkspace(owner: user, in: pool)
    let project = try await addProject(in: workspace, by: user, role: "OWNER", pool)
    return TestWorld(pool: pool, user: user, workspace: workspace, project: project)
  }

  /// Runs the test in a fresh standalone database with these rows.
  public static func with<Value>(
    _ body: (TestWorld) async throws -> Value
  ) async throws -> Value {
    try await TestDatabase.with(.standalone) { database in
      try await body(try await make(database))
    }
  }

  /// Adds a user; without an e-mail address a random one is made up.
  public static func addUser(
    email: String? = nil, active: Bool? = true, in pool: PostgresPool
  ) async throws -> UUID {
    let id = UUID()
    try await pool.execute(
      SQL("", "insert into users (id, email, full_name, is_active) values ($1, $2, 'Ada', $3)"),
      [id, email ?? "\(id)@example.org".lowercased(), active])
    return id
  }

  /// Adds a workspace with its owner as a member.
  public static func addWorkspace(
    owner: UUID, slug: String? = nil, in pool: PostgresPool
  ) async throws -> UUID {
    let id = UUID()
    try await pool.execute(
      SQL("", "insert into workspaces (id, owner_id, name, slug) values ($1, $2, 'Home', $3)"),
      [id, owner, slug ?? "\(id)".lowercased()])
    try await addMember(owner, to: id, role: "OWNER", in: pool)
    return id
  }

  /// Makes a user a member of a workspace.
  public static func addMember(
    _ user: UUID, to workspace: UUID, role: String = "MEMBER", in pool: PostgresPool
  ) async throws {
    try await pool.execute(
      SQL(
        "",
        "insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)"),
      [workspace, user, role])
  }

  /// Adds a project with its closure rows and, where a role is given, the user as a member.
  public static func addProject(
    in workspace: UUID, by user: UUID, role: String?, parent: UUID? = nil, name: String = "Garden",
    _ pool: PostgresPool
  ) async throws -> UUID {
    let id = UUID()
    try await pool.execute(
      SQL(
        "",
        """
        insert into projects (id, workspace_id, parent_id, name, created_by)
        values ($1, $2, $3, $4, $5)
        """), [id, workspace, parent, name, user])
    try await pool.execute(
      SQL(
        "",
        """
        insert into project_hierarchy (ancestor_id, descendant_id, depth)
        select $1, $1, 0 union all
        select ancestor_id, $1, depth + 1 from project_hierarchy where descendant_id = $2
        """), [id, parent])
    if let role { try await addProjectMember(user, to: id, role: role, in: pool) }
    return id
  }

  /// Gives a user a role in a project.
  public static func addProjectMember(
    _ user: UUID, to project: UUID, role: String, in pool: PostgresPool
  ) async throws {
    try await pool.execute(
      SQL("", "insert into project_members (project_id, user_id, role) values ($1, $2, $3)"),
      [project, user, role])
  }

  /// Writes a draft in a transaction of its own, as the world's user unless given.
  @discardableResult
  public func write(_ draft: TaskDraft, as other: Actor? = nil) async throws -> WrittenTask {
    try await pool.transaction { transaction in
      try await TaskWriter().write(draft, as: other ?? actor, in: transaction)
    }
  }

  /// One number of a query.
  public func count(
    _ text: String, _ parameters: [any PostgresEncodable] = []
  ) async throws -> Int {
    let row = try await pool.queryRow(SQL("", "select (\(text))::bigint as n"), parameters)
    return Int(try row?.get("n", as: Int64.self) ?? 0)
  }
}

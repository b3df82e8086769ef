import FoundationEssentials
import Shared

/// The demo's user, workspace, nested projects and addresses; making them twice changes nothing.
enum DemoWorld {
  /// The demo's user.
  static let email = "dana@fractal.example"
  /// The demo's workspace.
  static let slug = "demo"

  private static let seedStatements = [
    SQL(
      "demo_user",
      """
      INSERT INTO users (id, email, full_name)
      VALUES ('d0000000-0000-4000-8000-000000000001', 'dana@fractal.example', 'Dana Reyes')
      ON CONFLICT DO NOTHING
      """),
    SQL(
      "demo_user_settings",
      """
      INSERT INTO user_settings (user_id, timezone)
      VALUES ('d0000000-0000-4000-8000-000000000001', 'Europe/Berlin') ON CONFLICT DO NOTHING
      """),
    SQL(
      "demo_workspace",
      """
      INSERT INTO workspaces (id, owner_id, name, slug)
      VALUES ('d0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001',
        'Dana''s desk', 'demo')
      ON CONFLICT DO NOTHING
      """),
    SQL(
      "demo_member",
      """
      INSERT INTO workspace_members (workspace_id, user_id, role)
      VALUES ('d0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001',
        'OWNER')
      ON CONFLICT DO NOTHING
      """),
    projects, hierarchy, projectMembers, addresses,
  ]

  /// Work with the launch and its press, home with the kitchen and its appliances.
  private static let projects = SQL(
    "demo_projects",
    """
    INSERT INTO projects (id, workspace_id, parent_id, name, color, created_by)
    SELECT ('d0000000-0000-4000-8000-0000000001' || p.number)::uuid,
      'd0000000-0000-4000-8000-000000000002',
      ('d0000000-0000-4000-8000-0000000001' || p.parent)::uuid, p.name, p.color,
      'd0000000-0000-4000-8000-000000000001'
    FROM (VALUES ('01', NULL, 'Work', '#3366cc'), ('02', '01', 'Autumn launch', '#3366cc'),
      ('03', '02', 'Press', '#3366cc'), ('04', NULL, 'Home', '#339966'),
      ('05', '04', 'Kitchen', '#339966'), ('06', '05', 'Appliances', '#339966'))
      AS p(number, parent, name, color)
    ON CONFLICT DO NOTHING
    """)

  private static let hierarchy = SQL(
    "demo_hierarchy",
    """
    WITH RECURSIVE pairs AS (
      SELECT id AS ancestor, id AS descendant, 0 AS depth FROM projects
      WHERE workspace_id = 'd0000000-0000-4000-8000-000000000002'
      UNION ALL
      SELECT pairs.ancestor, p.id, pairs.depth + 1 FROM pairs
      JOIN projects p ON p.parent_id = pairs.descendant
    )
    INSERT INTO project_hierarchy (ancestor_id, descendant_id, depth)
    SELECT ancestor, descendant, depth FROM pairs ON CONFLICT DO NOTHING
    """)

  private static let projectMembers = SQL(
    "demo_project_members",
    """
    INSERT INTO project_members (project_id, user_id, role)
    SELECT id, 'd0000000-0000-4000-8000-000000000001', 'OWNER' FROM projects
    WHERE workspace_id = 'd0000000-0000-4000-8000-000000000002' ON CONFLICT DO NOTHING
    """)

  private static let addresses = SQL(
    "demo_addresses",
    """
    INSERT INTO inbound_email_routing (email_slug, target_project_id, user_id)
    SELECT a.slug, ('d0000000-0000-4000-8000-0000000001' || a.project)::uuid,
      'd0000000-0000-4000-8000-000000000001'
    FROM (VALUES ('dana-k7m2', NULL), ('dana-launch-8rfp', '02'), ('dana-press-w3xd', '03'),
      ('dana-kitchen-4tq9', '05')) AS a(slug, project)
    ON CONFLICT DO NOTHING
    """)

  private static let find = SQL(
    "demo_actor",
    """
    SELECT u.id AS user_id, w.id AS workspace_id FROM users u
    JOIN workspace_members m ON m.user_id = u.id JOIN workspaces w ON w.id = m.workspace_id
    WHERE u.email = $1 AND w.slug = $2
    """)

  /// Makes what is missing and returns who acts in the demo.
  static func seed(_ pool: PostgresPool) async throws -> Actor {
    try await pool.transaction { transaction in
      for statement in seedStatements { _ = try await transaction.execute(statement) }
      guard let row = try await transaction.queryRow(find, [email, slug]) else {
        throw WiringError("this database has another workspace '\(slug)'; the demo leaves it alone")
      }
      return Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self))
    }
  }
}

/// The one optional thing of ours on a table of the app: a trigger that notes which tasks changed,
/// so that vectors and plans follow at once instead of at the nightly audit.
///
/// It adds one insert to the app's own statement, runs with its owner's rights under a pinned
/// search path, and asks for no right of the app's role.
public enum AppTrigger {
  private static let find = SQL(
    "find_app_trigger",
    """
    select exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = to_regclass('public.tasks') and t.tgname = 'fractal_changed_tasks'
        and not t.tgisinternal) as found
    """)

  private static let create = SQL(
    "create_app_trigger",
    """
    CREATE OR REPLACE TRIGGER fractal_changed_tasks
    AFTER INSERT OR DELETE
      OR UPDATE OF title, description, project_id, deleted_at, status, is_completed
    ON public.tasks FOR EACH ROW EXECUTE FUNCTION pipeline.record_changed_task()
    """)

  private static let drop = SQL(
    "drop_app_trigger", "DROP TRIGGER IF EXISTS fractal_changed_tasks ON public.tasks")

  /// True where the trigger is on the app's table.
  public static func isInstalled(in session: any PostgresSession) async throws(PostgresError)
    -> Bool
  {
    try await session.queryRow(find)?.get("found") ?? false
  }

  /// Puts the trigger on `public.tasks`; takes the right TRIGGER on that table. Throws SQLSTATE
  /// 42P01 where there is no such table. Safe to repeat.
  public static func install(in session: any PostgresSession) async throws(PostgresError) {
    try await session.execute(create)
  }

  /// Takes the trigger off again; takes the table's ownership. Safe to repeat.
  public static func remove(in session: any PostgresSession) async throws(PostgresError) {
    try await session.execute(drop)
  }
}

import FoundationEssentials

/// Finds where a recipient's mail goes: our own addresses first, then the app's
/// `inbound_email_routing`.
public enum InboundRouting {
  private static let ownSQL = SQL(
    "route_own_address",
    """
    select a.id, a.slug, a.workspace_id, a.user_id, a.project_id, a.task_id,
      a.unknown_sender_policy, a.failed_authentication_policy, a.automatic_mail_policy,
      a.list_mail_policy, a.bulk_mail_policy, a.allowed_senders, a.notify_failures
    from pipeline.addresses a
    where a.slug = any($1) and a.revoked_at is null
    order by array_position($1, a.slug) limit 1
    """)

  private static let appSQL = SQL(
    "route_app_address",
    """
    select r.email_slug as slug, r.user_id, p.id as project_id,
      coalesce(p.workspace_id, (select w.id from public.workspace_members m
        join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
        where m.user_id = r.user_id
        order by (w.owner_id = r.user_id) desc nulls last, w.created_at, w.id limit 1))
        as workspace_id
    from public.inbound_email_routing r
    left join public.projects p on p.id = r.target_project_id
    where lower(r.email_slug) = any($1) and r.user_id is not null
      and (r.target_project_id is null or p.id is not null)
    order by array_position($1, lower(r.email_slug)), r.email_slug limit 1
    """)

  /// The route of a recipient, nil where nobody has that address.
  ///
  /// A route without a project goes to the user's own oldest workspace, else the oldest the user
  /// is a member of. Permission is not checked here: ``Permissions`` says whether the user may
  /// still write there.
  public static func route(
    _ recipient: InboundRecipient, in session: any PostgresSession
  ) async throws -> InboundRoute? {
    if let row = try await session.queryRow(ownSQL, [recipient.slugs + [recipient.address]]) {
      var route = try route(row, recipient)
      route.address = try row.get("id", as: UUID.self)
      route.task = try row.get("task_id", as: UUID?.self)
      route.unknownSender = try policy(row, "unknown_sender_policy", .accept)
      route.failedAuthentication = try policy(row, "failed_authentication_policy", .quarantine)
      route.automaticMail = try policy(row, "automatic_mail_policy", .drop)
      route.listMail = try policy(row, "list_mail_policy", .accept)
      route.bulkMail = try policy(row, "bulk_mail_policy", .accept)
      route.allowedSenders = try row.get("allowed_senders", as: [String].self)
      route.notifiesFailures = try row.get("notify_failures", as: Bool.self)
      return route
    }
    guard let row = try await session.queryRow(appSQL, [recipient.slugs + [recipient.address]]),
      try row.get("workspace_id", as: UUID?.self) != nil
    else { return nil }
    return try route(row, recipient)
  }

  private static func policy(
    _ row: PostgresRow, _ column: String, _ fallback: InboundRoute.Policy
  ) throws -> InboundRoute.Policy {
    InboundRoute.Policy(rawValue: try row.get(column, as: String.self)) ?? fallback
  }

  private static func route(
    _ row: PostgresRow, _ recipient: InboundRecipient
  ) throws -> InboundRoute {
    let slug = try row.get("slug", as: String.self)
    let detail = recipient.detail.flatMap { $0 == slug.lowercased() ? nil : $0 }
    return InboundRoute(
      slug: slug, detail: detail,
      actor: Actor(
        user: try row.get("user_id", as: UUID.self),
        workspace: try row.get("workspace_id", as: UUID.self)),
      project: try row.get("project_id", as: UUID?.self))
  }
}

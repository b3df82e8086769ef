import FoundationEssentials
import Scheduler
import Shared

/// `GET /plan`: a person's week with what the night suggests, to be accepted or rejected.
struct PlanPages: RouteGroup {
  /// The database.
  let pool: PostgresPool
  /// The operator's settings.
  let settings: Settings
  /// The way in.
  let access: PageAccess
  /// Who hears of accepted moves.
  var listeners: [any TaskChangeListener] = []

  /// The picture, and the decision sent from it.
  var routes: [Route] {
    [
      .page(
        "/plan", id: "showPlan", summary: "The week with what the night suggests",
        details: "Events, blocks as they stand, suggested blocks with their reasons; each "
          + "suggestion can be accepted, with another time if wanted, or rejected.",
        access: access
      ) { _, session in
        try await document(for: session)
      },
      .pageWrite(
        "/plan/decision", id: "decidePlan", summary: "Accepts or rejects suggestions of the page",
        access: access
      ) { request, session, form in
        try await decide(session, form)
        return PageAccess.redirect(to: "/plan")
      },
    ]
  }

  private func document(for session: PageSession) async throws -> PageDocument {
    let week = try await PlanWeek.read(for: session.actor, settings: settings, pool: pool)
    let picture = PlanPicture(week: week, formToken: session.formToken)
    return PageDocument(title: "Plan", body: picture.body, styles: [PlanPicture.sheet])
  }

  /// `decision` is accept or reject, `group` one group (all where it is missing), `item` and `start`
  /// another time for one move.
  private func decide(_ session: PageSession, _ form: PageForm) async throws {
    guard let proposal = form["proposal"].flatMap({ UUID(uuidString: $0) }) else {
      throw Problem.badRequest("no proposal is named")
    }
    let groups = form["group"].flatMap { UUID(uuidString: $0) }.map { [$0] }
    let writer = ProposalWriter(
      listeners: listeners, checks: [PlanCheck(settings: settings)])
    let edit = try await edit(form, session.actor, proposal)
    let isAccepted = form["decision"] == "accept"
    let reason = form["reason"].flatMap { $0.isEmpty ? nil : $0 }
    let refused = try await pool.transaction { transaction in
      guard isAccepted else {
        try await writer.reject(
          proposal, groups: groups, reason: reason, as: session.actor, in: transaction)
        return [TaskError]()
      }
      if let edit {
        _ = try await writer.edit(proposal, edit, as: session.actor, in: transaction)
      }
      let decision = try await writer.accept(
        proposal, groups: groups, as: session.actor, in: transaction)
      return decision.refused.map(\.reason)
    }
    if let first = refused.first { throw first }
  }

  /// Another start for a move of one block, as `datetime-local` sends it, on the person's clock.
  private func edit(
    _ form: PageForm, _ actor: Actor, _ proposal: UUID
  ) async throws -> ProposalEdit? {
    guard let item = form["item"].flatMap({ UUID(uuidString: $0) }),
      let text = form["start"], !text.isEmpty,
      let local = CivilDateTime(text.utf8.count == 16 ? text + ":00" : text)
    else { return nil }
    let week = try await PlanWeek.read(for: actor, settings: settings, pool: pool)
    let move = week.choices.flatMap(\.moves).first { $0.item == item }
    guard let block = move?.blocks.first, move?.blocks.count == 1, let lower = block.lower,
      let upper = block.upper, let zone = week.days.first?.zone
    else { return nil }
    let start = zone.instant(of: local)
    if start == lower { return nil }
    let end = Instant(microseconds: start.microseconds + upper.microseconds - lower.microseconds)
    var edit = ProposalEdit()
    edit.items[item] = [
      "blocks": [["start": .string(start.description), "end": .string(end.description)]]
    ]
    return edit
  }
}

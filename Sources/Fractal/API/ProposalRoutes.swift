import FoundationEssentials
import Shared

/// Proposals: read, edited, accepted and rejected by the person they are for.
struct ProposalRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool
  /// Who hears of the changes.
  var listeners: [any TaskChangeListener] = []
  /// What accepted groups have to keep beside the rules of all proposals.
  var checks: [any ProposalCheck] = []

  /// `GET /v1/proposals`, `GET` and `PATCH /v1/proposals/{id}`, `POST …/accept` and `…/reject`.
  var routes: [Route] { [list, show, edit, accept, reject] }

  private var writer: ProposalWriter { ProposalWriter(listeners: listeners, checks: checks) }

  private var list: Route {
    let states = Proposal.State.allCases.map(\.rawValue)
    return Route(
      .get, "/v1/proposals", access: .user(.read),
      operation: Operation(
        id: "listProposals", tag: "proposals", summary: "The caller's proposals, the latest first",
        query: [
          QueryParameter("state", .choice(states), "only those in this state"),
          QueryParameter("kind", .string(most: 40), "only those of this kind"),
          QueryParameter(
            "limit", .integer(1...Int64(ProposalLimits.listed)), "at most that many"),
        ],
        responses: [
          .json(
            200, "the proposals without their groups",
            .object(["proposals": .array(.named("ProposalSummary", Self.summary))]))
        ])
    ) { request in
      let proposals = try await ProposalStore.list(
        state: request.query["state"].flatMap(Proposal.State.init(rawValue:)),
        kind: request.query["kind"],
        limit: request.query.integer("limit") ?? ProposalLimits.listed,
        as: try request.actor(), in: pool)
      return .json(["proposals": .array(proposals)])
    }
  }

  private var show: Route {
    Route(
      .get, "/v1/proposals/{id:uuid}", access: .user(.read),
      operation: Operation(
        id: "getProposal", tag: "proposals", summary: "A proposal with its groups and items",
        responses: [.json(200, "the proposal", .named("Proposal", Self.form))])
    ) { request in
      let proposal = try await ProposalStore.proposal(
        try request.uuid("id"), as: try request.actor(), in: pool)
      return .json(proposal.json)
    }
  }

  private var edit: Route {
    let item = Schema.object(
      ["id": .uuid],
      optional: [
        "draft": .any, "blocks": .array(.object(["start": .dateTime, "end": .dateTime])),
        "value": .any, "remove": .boolean,
      ], closed: true)
    let body = Schema.object(
      ["items": .array(item, most: ProposalLimits.items)], optional: ["version": .integer()],
      closed: true)
    return Route(
      .patch, "/v1/proposals/{id:uuid}", access: .user(.write), body: .json(body),
      operation: Operation(
        id: "editProposal", tag: "proposals",
        summary: "Changes items of open groups, or leaves some out",
        details: "An item takes what its kind has: draft (create), blocks (move), value (set).",
        responses: [
          .json(200, "the proposal as it is now", .named("Proposal", Self.form)),
          .problem(409, "the proposal or the group is decided, or has changed"),
        ])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let edit = try ProposalEdit(json: request.json)
      let proposal = try await pool.transaction { session in
        try await writer.edit(id, edit, as: actor, in: session)
      }
      return .json(proposal.json)
    }
  }

  private var accept: Route {
    let body = Schema.object(
      [:], optional: ["groups": .array(.uuid, most: ProposalLimits.groups)], closed: true)
    return Route(
      .post, "/v1/proposals/{id:uuid}/accept", access: .user(.write), body: .json(body),
      operation: Operation(
        id: "acceptProposal", tag: "proposals",
        summary: "Applies groups, all open ones where none is named",
        details: "One transaction that can be undone. Groups that no longer hold are refused with "
          + "the reason and stay open; the others are applied.",
        responses: [
          .json(200, "what was applied and what was not", .named("Decision", Self.decision)),
          .problem(409, "the proposal is decided, taken back or expired"),
        ])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let groups = Self.groups(request.json)
      let decision = try await pool.transaction { session in
        try await writer.accept(id, groups: groups, as: actor, in: session)
      }
      return .json(decision.json)
    }
  }

  private var reject: Route {
    let body = Schema.object(
      [:],
      optional: [
        "groups": .array(.uuid, most: ProposalLimits.groups),
        "reason": .string(most: ProposalLimits.decisionCharacters),
      ], closed: true)
    return Route(
      .post, "/v1/proposals/{id:uuid}/reject", access: .user(.write), body: .json(body),
      operation: Operation(
        id: "rejectProposal", tag: "proposals",
        summary: "Turns groups down, all open ones where none is named",
        responses: [
          .json(200, "the groups that were rejected", .object(["rejected": .array(.uuid)])),
          .problem(409, "the proposal is decided, taken back or expired"),
        ])
    ) { request in
      let actor = try request.actor()
      let id = try request.uuid("id")
      let groups = Self.groups(request.json)
      let reason = request.json["reason"]?.stringValue
      let rejected = try await pool.transaction { session in
        try await writer.reject(id, groups: groups, reason: reason, as: actor, in: session)
      }
      return .json([
        "rejected": .array(rejected.map { .string($0.uuidString.lowercased()) })
      ])
    }
  }

  private static func groups(_ body: JSONValue) -> [UUID]? {
    body["groups"]?.arrayValue?.compactMap { $0.stringValue.flatMap { UUID(uuidString: $0) } }
  }

  private static let summary = Schema.object(
    [
      "id": .uuid, "kind": .string(), "title": .string(), "state": .string(),
      "version": .integer(), "open_groups": .integer(), "all_groups": .integer(),
    ], optional: ["task_id": .uuid, "created_at": .dateTime, "expires_at": .dateTime])

  private static let form = Schema.object(
    [
      "id": .uuid, "kind": .string(), "title": .string(), "state": .string(),
      "version": .integer(), "reasons": .array(.any),
      "groups": .array(
        .object(
          ["id": .uuid, "title": .string(), "state": .string(), "items": .array(.any)],
          optional: ["transaction_id": .uuid, "decision_reason": .string()])),
    ], optional: ["task_id": .uuid, "created_at": .dateTime, "expires_at": .dateTime])

  private static let decision = Schema.object(
    [
      "accepted": .array(.uuid),
      "refused": .array(
        .object(
          ["group": .uuid, "code": .string(), "reason": .string()],
          optional: ["field": .string(), "task_id": .uuid])),
      "created_task_ids": .array(.uuid),
    ], optional: ["transaction_id": .uuid])
}

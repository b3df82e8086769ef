import FoundationEssentials
import Shared
import Support
import Testing

@Suite(.serialized) struct ProposalDecisionTests {
  @Test("a proposal is accepted in part over HTTP and the rest rejected on the command line")
  func acceptedInPart() async throws {
    try await ServedProgram.with { served in
      let world = served.mail.world
      let parent = try await world.write(TaskDraft(title: "Plan the trip")).id
      let proposal = Self.breakdown(of: parent)
      try await world.pool.transaction { transaction in
        try await ProposalStore.store(proposal, for: world.actor, in: transaction)
      }
      let token = try await served.userToken()
      let list = await SimpleHTTP.send("GET", "/v1/proposals", port: served.port, token: token)
      #expect(list.body.contains(proposal.id.uuidString.lowercased()))
      let path = "/v1/proposals/\(proposal.id.uuidString.lowercased())"
      let chosen = JSONValue.members([
        "groups": .array([.string(proposal.groups[0].id.uuidString.lowercased())])
      ])
      let accepted = await SimpleHTTP.send(
        "POST", path + "/accept", port: served.port, token: token,
        headers: ["Content-Type": "application/json"], body: chosen.serializedBytes)
      #expect(accepted.status == 200, "\(accepted.body)")
      let children = "select count(*) from tasks where parent_task_id is not null"
      #expect(try await world.count(children) == 1)
      let rejected = try await served.mail.program.run([
        "proposals", "reject", proposal.id.uuidString.lowercased(), "--reason", "enough",
      ])
      #expect(rejected.status == 0, "\(rejected.errors)")
      let late = await SimpleHTTP.send(
        "POST", path + "/accept", port: served.port, token: token,
        headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
      #expect(late.status == 409)
      #expect(try await world.count(children) == 1)
    }
  }

  private static func breakdown(of parent: UUID) -> Proposal {
    let groups = ["Book the train", "Pack"].map { title in
      var draft = TaskDraft(title: title)
      draft.parent = parent
      return ProposalGroup(title, items: [ProposalItem(.create(draft))])
    }
    return Proposal(kind: "breakdown", title: "Steps", task: parent, groups: groups)
  }
}

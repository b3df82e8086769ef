import Foundation
import Shared
import Support
import Testing

/// The commands around mail, run as the built program runs them.
@Suite(.serialized) struct MailOperationsTests {
  private static let user = "ada.operations@example.org"

  /// A world whose user has that address, and an inbound address made by the command.
  private func with(_ body: (MailWorld, String) async throws -> Void) async throws {
    try await MailWorld.with { mail in
      try await mail.database.pool.execute(
        SQL("", "update users set email = $1"), [Self.user])
      let made = try await mail.program.run(["address", "create", "--user", Self.user])
      #expect(made.status == 0, "\(made.errors)")
      let slug = made.output.split(separator: "\n").joined()
      #expect(slug.count == 16)
      try await body(mail, slug)
    }
  }

  /// Runs a worker until a count in the database reaches a number.
  private func work(_ mail: MailWorld, until query: String, is count: Int) async throws {
    let worker = try mail.program.start(["worker"], log: "worker.log")
    defer {
      worker.terminate()
      worker.waitUntilExit()
    }
    #expect(try await mail.wait(for: count, of: query) == count)
  }

  @Test("a policy holds strangers' mail, which is shown, released, read again and found unchanged")
  func quarantine() async throws {
    try await with { mail, slug in
      let policy = try await mail.program.run([
        "address", "policy", slug, "--unknown", "quarantine", "--allow", "@friends.example",
        "--notify", "yes", "--lists", "drop", "--bulk", "quarantine",
      ])
      #expect(policy.status == 0, "\(policy.errors)")
      let written = try JSONValue(parsing: policy.output)
      #expect(written["unknown"] == "quarantine")
      #expect(written["allowed"]?.arrayValue == ["@friends.example"])
      #expect(written["notify"] == true)
      #expect(written["lists"] == "drop")
      #expect(written["bulk"] == "quarantine")
      for number in 1...2 {
        let run = try await mail.program.run(["mail", "--to", slug], input: MailWorld.mail(number))
        #expect(run.status == 0, "\(run.errors)")
      }
      let held = "select count(*) from pipeline.quarantine where state = 'held'"
      try await work(mail, until: held, is: 2)
      let list = try await mail.program.run(["quarantine", "list", "--user", Self.user, "--json"])
      let mails = try JSONValue(parsing: list.output)["held"]?.arrayValue ?? []
      let ids = mails.compactMap { $0["id"]?.stringValue }
      try #require(ids.count == 2)
      let shown = try await mail.program.run(["quarantine", "show", ids[0], "--user", Self.user])
      #expect(try JSONValue(parsing: shown.output)["text"] == "Water the tomatoes.")
      let released = try await mail.program.run(
        ["quarantine", "release", ids[0], "--user", Self.user])
      #expect(released.status == 0, "\(released.errors)")
      let dropped = try await mail.program.run(["quarantine", "drop", ids[1], "--user", Self.user])
      #expect(dropped.status == 0, "\(dropped.errors)")
      let again = try await mail.program.run(["quarantine", "drop", ids[1], "--user", Self.user])
      #expect(again.status == 1)
      try await work(mail, until: "select count(*) from tasks", is: 1)
      let row = try await mail.database.pool.queryRow(SQL("", "select id from tasks"), [])
      let task = try #require(try row?.get("id", as: UUID.self)).uuidString.lowercased()
      let replay = try await mail.program.run(["mail", "replay", task])
      #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
      #expect(replay.output == "nothing would be different\n")
      try await erase(mail)
    }
  }

  /// What the workspace handed in goes, once that is said to be meant; its tasks stay.
  private func erase(_ mail: MailWorld) async throws {
    let row = try await mail.database.pool.queryRow(
      SQL("", "select slug::text from workspaces"), [])
    let workspace = try #require(try row?.get("slug", as: String.self))
    let words = ["inputs", "erase", "--workspace"]
    #expect(try await mail.program.run(words + [workspace]).status == 64)
    #expect(try await mail.program.run(words + ["nobody's", "--yes"]).status == 64)
    #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 2)
    let erased = try await mail.program.run(words + [workspace, "--yes"])
    #expect(erased.output == "2 inputs erased\n", "\(erased.errors)")
    #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 0)
    #expect(try await mail.world.count("select count(*) from tasks") == 1)
  }

  @Test("what an address cannot do is refused by name, and one that is gone is said to be")
  func refusals() async throws {
    try await with { mail, slug in
      for wrong in [
        ["--unknown", "drop"], ["--automatic", "reject"], ["--notify", "maybe"],
        ["--allow", "nonsense"],
      ] {
        let run = try await mail.program.run(["address", "policy", slug] + wrong)
        #expect(run.status == 64, "\(wrong)")
        #expect(run.errors.contains(wrong[0]))
      }
      #expect(try await mail.program.run(["address", "revoke", slug]).status == 0)
      #expect(try await mail.program.run(["address", "policy", slug]).status == 1)
      let unknown = UUID().uuidString
      #expect(try await mail.program.run(["mail", "replay", unknown]).status == 1)
    }
  }

  @Test("beyond its limit the pipe asks the mail server to keep the mail")
  func limit() async throws {
    try await MailWorld.with(settings: ["MAIL_PER_SENDER_HOUR": "1"]) { mail in
      let first = try await mail.program.run(
        ["mail", "--to", mail.address], input: MailWorld.mail(1))
      #expect(first.status == 0, "\(first.errors)")
      let second = try await mail.program.run(
        ["mail", "--to", mail.address], input: MailWorld.mail(2))
      #expect(second.status == 75, "\(second.errors)")
      #expect(try await mail.world.count("select count(*) from pipeline.raw_inputs") == 1)
    }
  }
}

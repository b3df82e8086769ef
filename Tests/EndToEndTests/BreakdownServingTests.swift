import Foundation
import Shared
import Support
import Testing

/// Breakdowns and suggestions through server, worker and command line, with a model on the double
/// and without any.
@Suite(.serialized) struct BreakdownServingTests {
  @Test(
    "a model's steps appear in the job's events, become a proposal, and are accepted in part",
    .enabled(if: PythonPeer.isAvailable))
  func withModel() async throws {
    let double = try ServiceDouble(.bedrock)
    let titles = ["Set the date", "Book the venue", "Send invitations"]
    let answer: JSONValue = [
      "steps": .array(
        titles.enumerated().map { index, title in
          [
            "title": .string(title), "minutes": 30,
            "after": index == 2 ? [1, 2] : .array([]),
          ]
        })
    ]
    try await double.setRules([["structured": true, "reply": ["json": answer]]])
    // Slow enough that the job's events show what is being written.
    try await double.setFaults([["chunk_bytes": 60, "pause_ms": 60, "times": 99]])
    let settings = [
      "AWS_REGION": double.fact("region"),
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": double.endpoint,
      "AWS_ACCESS_KEY_ID": double.fact("key"), "AWS_SECRET_ACCESS_KEY": double.fact("secret"),
      "LANGUAGE_MODEL": "bedrock:anthropic.claude-test-v1:0",
      "MODEL_PRICES": "anthropic.claude-test-v1:0=3/15",
    ]
    try await ServedProgram.with(settings: settings) { served in
      let world = served.mail.world
      let task = try await world.write(TaskDraft(title: "Organise the autumn conference")).id
      let token = try await served.userToken()
      let proposal = try await breakDown(task, served, token) { events in
        #expect(events.contains(#""phase":"writing""#))
        #expect(events.contains("Set the date"))
      }
      let shown = await SimpleHTTP.send(
        "GET", "/v1/proposals/\(proposal)", port: served.port, token: token)
      let groups = shown.json["groups"]?.arrayValue ?? []
      #expect(groups.compactMap { $0["title"]?.stringValue } == titles)
      let wanted = [groups[0], groups[2]].compactMap { $0["id"] }
      let decision = await SimpleHTTP.send(
        "POST", "/v1/proposals/\(proposal)/accept", port: served.port, token: token,
        headers: ["Content-Type": "application/json"],
        body: JSONValue.object(["groups": .array(wanted)]).serializedBytes)
      #expect(decision.json["accepted"]?.arrayValue?.count == 2)
      let edges = try await world.count("select count(*) from task_dependencies")
      #expect(edges == 1, "the one between the accepted steps")
      let email = try await email(served)
      let usage = try await served.mail.program.run(["usage", "--user", email, "--json"])
      let line = try JSONValue(parsing: usage.output)["usage"]?[0]
      #expect(line?["kind"] == "breakdown")
      let cost = line?["cost_micros"]?.intValue ?? 0
      #expect(cost > 0)
      let set = try await served.mail.program.run(
        ["usage", "--user", email, "--daily-tokens", "1"])
      #expect(set.status == 0, "\(set.errors)")
      let other = try await world.write(TaskDraft(title: "Trip to Oslo")).id
      let run = try await served.mail.program.run(
        ["breakdown", other.uuidString.lowercased(), "--user", email])
      #expect(run.output.contains("model_budget"), "\(run.output)\(run.errors)")
      #expect(run.output.contains("general pattern"))
    }
  }

  @Test("without a model history speaks, and what nothing is known of is said to be so")
  func withoutModel() async throws {
    try await ServedProgram.with { served in
      let world = served.mail.world
      var past = TaskDraft(title: "Trip to Rome")
      past.status = .done
      past.subtasks = ["Book the flight", "Find a hotel", "Pack"].map { title in
        var step = TaskDraft(title: title)
        step.status = .done
        return step
      }
      try await world.write(past)
      var trip = TaskDraft(title: "Trip to Oslo")
      trip.due = Instant.machineNow.adding(seconds: 20 * 86_400)
      let task = try await world.write(trip).id
      let token = try await served.userToken()
      let calendar = try await served.mail.program.run(
        [
          "calendar", "add", "--user", try await email(served), "--name", "Work", "--file", "-",
        ], input: Array("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8))
      #expect(calendar.status == 0, "\(calendar.errors)")
      let proposal = try await breakDown(task, served, token) { _ in }
      let steps =
        await SimpleHTTP.send(
          "GET", "/v1/proposals/\(proposal)", port: served.port, token: token
        ).json["groups"]?.arrayValue ?? []
      let dues = steps.compactMap { $0["items"]?[0]?["draft"]?["due_date"]?.stringValue }
      #expect(dues.count == 3 && dues == dues.sorted(), "a calendar is known: \(steps)")
      let run = try await served.mail.program.run(["proposals", "show", proposal])
      #expect(run.output.contains("you did it so once before"), "\(run.output)\(run.errors)")
      let email = try await email(served)
      let odd = try await world.write(TaskDraft(title: "Xyzzy")).id
      let none = try await served.mail.program.run(
        ["breakdown", odd.uuidString.lowercased(), "--user", email])
      #expect(none.status == 0, "\(none.errors)")
      #expect(none.output.contains("nothing is known"))
      let accepted = try await served.mail.program.run(
        ["breakdown", task.uuidString.lowercased(), "--user", email, "--accept"])
      #expect(accepted.output.contains("3 steps were added"), "\(accepted.errors)")
      let now = await SimpleHTTP.send(
        "GET", "/v1/suggestions/now?minutes=25&energy=low", port: served.port, token: token)
      #expect(now.status == 200)
      let titles = now.json["suggestions"]?.arrayValue?.compactMap { $0["title"]?.stringValue }
      #expect(Set(titles ?? []) == ["Book the flight", "Find a hotel", "Pack", "Xyzzy"])
      let line = try await served.mail.program.run(["now", "--user", email, "--limit", "1"])
      #expect(line.output.hasPrefix("1. "), "\(line.errors)")
      let foreign = await SimpleHTTP.send(
        "POST", "/v1/tasks/\(UUID().uuidString.lowercased())/breakdown", port: served.port,
        token: token, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
      #expect(foreign.status == 404)
    }
  }

  /// Breaks a task down over the API and gives the proposal's id once its job has ended.
  private func breakDown(
    _ task: UUID, _ served: ServedProgram, _ token: String, events check: (String) -> Void
  ) async throws -> String {
    let started = await SimpleHTTP.send(
      "POST", "/v1/tasks/\(task.uuidString.lowercased())/breakdown", port: served.port,
      token: token, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
    #expect(started.status == 202, "\(started.body)")
    let job = try #require(started.json["job_id"]?.intValue)
    let events = await SimpleHTTP.send(
      "GET", "/v1/jobs/\(job)/events", port: served.port, token: token)
    check(events.body)
    let done = await SimpleHTTP.send("GET", "/v1/jobs/\(job)", port: served.port, token: token)
    #expect(done.json["state"] == "completed", "\(done.body)")
    return try #require(done.json["result"]?["proposal_id"]?.stringValue)
  }

  private func email(_ served: ServedProgram) async throws -> String {
    let row = try await served.mail.database.pool.queryRow(
      SQL("", "select email::text from users where id = $1"), [served.mail.world.user])
    return try #require(try row?.get(0, as: String.self))
  }
}

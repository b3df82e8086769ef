import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct ProposalTests {
  /// Hours after the year 2033 began, far in the future.
  static func hour(_ number: Int64) -> Instant {
    Instant(seconds: 1_988_150_400 + number * 3_600)
  }

  static func block(_ start: Int64, _ end: Int64) -> InstantRange {
    InstantRange(lower: hour(start), upper: hour(end))
  }

  static func store(_ proposal: Proposal, _ world: TestWorld) async throws {
    try await world.pool.transaction { transaction in
      try await ProposalStore.store(proposal, for: world.actor, in: transaction)
    }
  }

  static func accept(
    _ proposal: Proposal, _ groups: [Int]? = nil, _ world: TestWorld
  ) async throws -> ProposalDecision {
    try await world.pool.transaction { transaction in
      try await ProposalWriter().accept(
        proposal.id, groups: groups?.map { proposal.groups[$0].id }, as: world.actor,
        in: transaction)
    }
  }

  /// A breakdown of four steps in groups of their own, each waiting for the one before it.
  static func breakdown(_ parent: UUID) -> Proposal {
    let groups = (0..<4).map { index in
      var draft = TaskDraft(title: "step \(index)")
      draft.key = "step\(index)"
      draft.parent = parent
      if index > 0 { draft.blockedBy = [.draft("step\(index - 1)")] }
      return ProposalGroup("step \(index)", items: [ProposalItem(.create(draft))])
    }
    return Proposal(kind: "breakdown", title: "Break it down", task: parent, groups: groups)
  }

  @Test("a stored proposal reads back with its reasons, items and bases")
  func stored() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      let reason = ProposalReason("conflict", "A meeting is there.", terms: ["minutes": 30])
      let proposal = Proposal(
        kind: "reschedule", title: "Tuesday",
        groups: [
          ProposalGroup(
            "move",
            items: [
              ProposalItem(
                .move(task: task, blocks: [Self.block(0, 1)]), reasons: [reason]),
              ProposalItem(.set(task: task, field: .priority, value: 1)),
            ], reasons: [reason])
        ], reasons: [reason], origin: ["seed": 7], lifetimeSeconds: 60)
      try await Self.store(proposal, world)
      let read = try await ProposalStore.proposal(proposal.id, as: world.actor, in: world.pool)
      #expect(read.groups[0].items.map(\.change) == proposal.groups[0].items.map(\.change))
      #expect(read.reasons == [reason])
      #expect(read.groups[0].items[0].base == ["blocks": [], "status": "TODO"])
      #expect(read.groups[0].items[1].base == ["priority": 0])
      #expect(read.expiresAt != nil)
      let list = try await ProposalStore.list(state: .open, as: world.actor, in: world.pool)
      #expect(list.map { $0["open_groups"] } == [1])
      let other = try await TestWorld.addUser(in: world.pool)
      try await TestWorld.addMember(other, to: world.workspace, in: world.pool)
      let code = await PermissionsTests.code {
        try await ProposalStore.proposal(
          proposal.id, as: Actor(user: other, workspace: world.workspace), in: world.pool)
      }
      #expect(code == .notFound)
    }
  }

  @Test("every subset of groups can be accepted, in any order, and dependencies join in the end")
  func everySubset() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    try await TestWorld.with { world in
      for mask in 1..<16 {
        var parent = TaskDraft(title: "parent \(mask)")
        parent.project = world.project
        let root = try await world.write(parent).id
        let proposal = Self.breakdown(root)
        try await Self.store(proposal, world)
        let chosen = (0..<4).filter { mask & (1 << $0) != 0 }.shuffled(using: &random)
        // One call for some of them, one for the rest.
        let cut = Int.random(in: 0...chosen.count, using: &random)
        var accepted: [UUID] = []
        for part in [Array(chosen[..<cut]), Array(chosen[cut...])] where !part.isEmpty {
          let decision = try await Self.accept(proposal, part, world)
          #expect(decision.refused.isEmpty, "seed \(seed), mask \(mask)")
          accepted += decision.accepted
        }
        #expect(Set(accepted) == Set(chosen.map { proposal.groups[$0].id }), "seed \(seed)")
        let rows = try await world.pool.query(
          SQL(
            "",
            """
            select a.title || '>' || b.title as edge from task_dependencies d
            join tasks a on a.id = d.blocker_task_id join tasks b on b.id = d.blocked_task_id
            where b.parent_task_id = $1 order by 1
            """), [root])
        let edges = try rows.map { try $0.get("edge", as: String.self) }
        let wanted = (1..<4).filter { mask & (1 << $0) != 0 && mask & (1 << ($0 - 1)) != 0 }
          .map { "step \($0 - 1)>step \($0)" }
        #expect(edges == wanted, "seed \(seed), mask \(mask)")
        let read = try await ProposalStore.proposal(proposal.id, as: world.actor, in: world.pool)
        #expect(read.state == (mask == 15 ? .decided : .open))
      }
    }
  }

  @Test("an acceptance is one transaction that can be undone and redone")
  func undo() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      var proposal = Self.breakdown(task)
      proposal.groups.append(
        ProposalGroup(
          "set",
          items: [
            ProposalItem(.set(task: task, field: .due, value: .string("\(Self.hour(9))"))),
            ProposalItem(.set(task: task, field: .tags, value: ["planned"])),
            ProposalItem(.move(task: task, blocks: [Self.block(2, 3), Self.block(0, 1)])),
          ]))
      try await Self.store(proposal, world)
      let decision = try await Self.accept(proposal, nil, world)
      #expect(decision.accepted.count == 5)
      #expect(decision.created.count == 4)
      let json = try await TaskReader.task(task, as: world.actor, in: world.pool)
      #expect(json["start_date"]?.stringValue.flatMap { Instant($0) } == Self.hour(0))
      #expect(json["version"] == 2)
      #expect(json["blocks"]?.arrayValue?.count == 2)
      let plan = json["provenance"]?.arrayValue?.first { $0["field"] == "start_date" }
      #expect(plan?["kind"] == "plan")
      let transaction = try #require(decision.transaction)
      for (kind, living) in [("undo", 1), ("redo", 5)] {
        try await world.pool.transaction { session in
          if kind == "undo" {
            _ = try await TaskHistory().undo(
              transaction: transaction, as: world.actor, in: session)
          } else {
            _ = try await TaskHistory().redo(
              transaction: transaction, as: world.actor, in: session)
          }
        }
        try await world.expect("select count(*) from tasks where deleted_at is null", living)
        try await world.expect(
          "select count(*) from pipeline.planned_blocks", kind == "undo" ? 0 : 2)
        try await world.expect("select count(*) from tags", kind == "undo" ? 0 : 1)
      }
    }
  }

  @Test("a group whose base has changed is refused with the field, the others are applied")
  func baseChanged() async throws {
    try await TestWorld.with { world in
      let first = try await world.write(TaskDraft(title: "first")).id
      let second = try await world.write(TaskDraft(title: "second")).id
      let proposal = Proposal(
        kind: "suggestion", title: "priorities",
        groups: [first, second].map {
          ProposalGroup("set", items: [ProposalItem(.set(task: $0, field: .priority, value: 2))])
        })
      try await Self.store(proposal, world)
      try await world.pool.execute(
        SQL("", "update tasks set priority = 3, version = version + 1 where id = $1"), [first])
      // A change of something else does not matter.
      try await world.pool.execute(
        SQL("", "update tasks set title = 'x', version = version + 1 where id = $1"), [second])
      let decision = try await Self.accept(proposal, nil, world)
      #expect(decision.accepted == [proposal.groups[1].id])
      #expect(decision.refused.map(\.group) == [proposal.groups[0].id])
      #expect(decision.refused.first?.reason.code == .stale)
      #expect(decision.refused.first?.reason.field == "priority")
      try await world.expect("select priority from tasks where id = $1", 3, [first])
      try await world.expect("select priority from tasks where id = $1", 2, [second])
      let again = try await Self.accept(proposal, [1], world)
      #expect(again.accepted.isEmpty)
      #expect(again.refused.first?.reason.code == .wrongState)
    }
  }

  @Test("a base is compared by value, whatever its spelling")
  func spelling() async throws {
    try await TestWorld.with { world in
      var draft = TaskDraft(title: "a")
      draft.due = Self.hour(1)
      draft.facts.notBefore = Self.hour(0)
      let task = try await world.write(draft).id
      for (due, code) in [("+01:00", TaskError.Code?.none), ("Z", .stale)] {
        let text = "2033-01-01T02:00:00\(due)"
        let item = ProposalItem(
          .set(task: task, field: .estimatedMinutes, value: 5),
          base: ["due_date": .string(text), "facts": ["not_before": "2033-01-01T00:00:00.000Z"]])
        let proposal = Proposal(
          kind: "k", title: "t", groups: [ProposalGroup("g", items: [item])])
        try await Self.store(proposal, world)
        let decision = try await Self.accept(proposal, nil, world)
        #expect(decision.refused.first?.reason.code == code)
      }
    }
  }

  @Test(
    "planned time that breaks a rule is refused by its name",
    arguments: ["deadline", "not_before", "past", "overlap", "order", "status"])
  func rules(rule: String) async throws {
    try await TestWorld.with { world in
      var draft = TaskDraft(title: "a")
      var block = Self.block(0, 1)
      switch rule {
      case "deadline":
        draft.due = Self.hour(0)
        draft.isHardDeadline = true
      case "not_before": draft.facts.notBefore = Self.hour(1)
      case "past": block = InstantRange(lower: Instant(seconds: 0), upper: Instant(seconds: 60))
      default: break
      }
      let other = try await world.write(TaskDraft(title: "other")).id
      if rule == "order" { draft.blockedBy = [.task(other)] }
      let task = try await world.write(draft).id
      var plan = TaskChange(other)
      plan.blocks = [rule == "order" ? Self.block(2, 3) : Self.block(0, 2)]
      let final = plan
      if rule == "overlap" || rule == "order" {
        _ = try await world.pool.transaction { transaction in
          try await TaskWriter().change([final], as: world.actor, in: transaction)
        }
      }
      let proposal = Proposal(
        kind: "reschedule", title: "t",
        groups: [
          ProposalGroup("g", items: [ProposalItem(.move(task: task, blocks: [block]))])
        ])
      try await Self.store(proposal, world)
      if rule == "status" {
        try await world.pool.execute(SQL("", "update tasks set status = 'DONE'"))
      }
      let decision = try await Self.accept(proposal, nil, world)
      #expect(decision.accepted.isEmpty)
      #expect(decision.transaction == nil)
      #expect(decision.refused.first?.reason.field == rule)
      try await world.expect(
        "select count(*) from pipeline.planned_blocks where task_id = $1", 0, [task])
    }
  }

  @Test("two tasks may swap their places within one group")
  func swap() async throws {
    try await TestWorld.with { world in
      let tasks = [
        try await world.write(TaskDraft(title: "a")).id,
        try await world.write(TaskDraft(title: "b")).id,
      ]
      for (places, expected) in [([0, 2], 0), ([2, 0], 2)] as [([Int64], Int64)] {
        let items = zip(tasks, places).map { task, start in
          ProposalItem(.move(task: task, blocks: [Self.block(start, start + 2)]))
        }
        let proposal = Proposal(
          kind: "reschedule", title: "t", groups: [ProposalGroup("g", items: items)])
        try await Self.store(proposal, world)
        let decision = try await Self.accept(proposal, nil, world)
        #expect(decision.refused.isEmpty)
        let json = try await TaskReader.task(tasks[0], as: world.actor, in: world.pool)
        let start = json["start_date"]?.stringValue.flatMap { Instant($0) }
        #expect(start == Self.hour(expected))
      }
    }
  }

  @Test("a circle among accepted dependencies and a lost permission refuse their group only")
  func circleAndPermission() async throws {
    try await TestWorld.with { world in
      let a = try await world.write(TaskDraft(title: "a")).id
      let b = try await world.write(TaskDraft(title: "b")).id
      var inProject = TaskDraft(title: "c")
      inProject.project = world.project
      let c = try await world.write(inProject).id
      let proposal = Proposal(
        kind: "k", title: "t",
        groups: [
          ProposalGroup("1", items: [ProposalItem(.depend(blocker: .task(a), blocked: .task(b)))]),
          ProposalGroup("2", items: [ProposalItem(.depend(blocker: .task(b), blocked: .task(a)))]),
          ProposalGroup("3", items: [ProposalItem(.set(task: c, field: .title, value: "x"))]),
        ])
      try await Self.store(proposal, world)
      try await world.pool.execute(SQL("", "update project_members set role = 'VIEWER'"))
      let decision = try await Self.accept(proposal, nil, world)
      #expect(decision.accepted == [proposal.groups[0].id])
      #expect(decision.refused.map(\.reason.code) == [.cycle, .forbidden])
    }
  }

  @Test("of many who accept the same group at once exactly one applies it")
  func race() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      let proposal = Self.breakdown(task)
      try await Self.store(proposal, world)
      let applied = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask { () async throws -> Int in
            do {
              return try await Self.accept(proposal, [0, 1], world).accepted.count
            } catch let error as TaskError where error.code == .wrongState {
              return 0
            }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(applied == 2)
      try await world.expect("select count(*) from tasks where parent_task_id = $1", 2, [task])
    }
  }

  @Test("a person's edit changes an item before it is accepted, and only then")
  func edit() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      let proposal = Self.breakdown(task)
      try await Self.store(proposal, world)
      let item = proposal.groups[0].items[0].id
      let json: JSONValue = [
        "version": 1,
        "items": [
          [
            "id": .string(item.uuidString),
            "draft": ["title": "mine", "parent_task_id": .string(task.uuidString)],
          ]
        ],
      ]
      let edit = try ProposalEdit(json: json)
      let edited = try await world.pool.transaction { session in
        try await ProposalWriter().edit(proposal.id, edit, as: world.actor, in: session)
      }
      #expect(edited.version == 2)
      let stale = await PermissionsTests.code {
        try await world.pool.transaction { session in
          try await ProposalWriter().edit(proposal.id, edit, as: world.actor, in: session)
        }
      }
      #expect(stale == .stale)
      let decision = try await Self.accept(proposal, [0, 1], world)
      #expect(decision.created.map(\.title) == ["mine", "step 1"])
      try await world.expect("select count(*) from task_dependencies", 1)
      var late = edit
      late.version = nil
      let final = late
      let decided = await PermissionsTests.code {
        try await world.pool.transaction { session in
          try await ProposalWriter().edit(proposal.id, final, as: world.actor, in: session)
        }
      }
      #expect(decided == .wrongState)
    }
  }

  @Test("rejected groups keep the reason and cannot be accepted, withdrawn proposals neither")
  func reject() async throws {
    try await TestWorld.with { world in
      let task = try await world.write(TaskDraft(title: "a")).id
      let proposal = Self.breakdown(task)
      try await Self.store(proposal, world)
      let rejected = try await world.pool.transaction { session in
        try await ProposalWriter().reject(
          proposal.id, groups: [proposal.groups[0].id], reason: "no time", as: world.actor,
          in: session)
      }
      #expect(rejected == [proposal.groups[0].id])
      let read = try await ProposalStore.proposal(proposal.id, as: world.actor, in: world.pool)
      #expect(read.groups[0].decisionReason == "no time")
      let turnedDown = try await ProposalStore.rejectedItems(
        kind: "breakdown", for: world.actor, in: world.pool)
      #expect(turnedDown.map(\.change) == [read.groups[0].items[0].change])
      let decision = try await Self.accept(proposal, [0], world)
      #expect(decision.refused.first?.reason.code == .wrongState)
      let count = try await ProposalStore.withdraw(
        kind: "breakdown", task: task, for: world.actor, in: world.pool)
      #expect(count == 1)
      #expect(
        await PermissionsTests.code { try await Self.accept(proposal, [1], world) } == .wrongState)
    }
  }
}

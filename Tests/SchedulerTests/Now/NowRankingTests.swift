import Foundation
import Scheduler
import Shared
import Support
import Testing

/// What fits the next minutes, term by term, and as read from the database.
@Suite struct NowRankingTests {
  private static let now = Instant(seconds: 1_790_000_000)

  private func task(
    _ title: String, minutes: Int? = nil, dueInHours: Int64? = nil, priority: Int = 0
  ) -> OpenTask {
    var task = OpenTask(title: title)
    task.estimatedMinutes = minutes
    task.priority = priority
    task.due = dueInHours.map { Instant(seconds: Self.now.seconds + $0 * 3_600) }
    return task
  }

  private func titles(
    _ tasks: [OpenTask], minutes: Int = 25, energy: NowQuestion.Energy = .normal,
    place: String? = nil, habits: NowHabits = NowHabits()
  ) -> [String] {
    NowRanking.rank(
      tasks,
      NowQuestion(minutes: minutes, energy: energy, place: place, now: Self.now), habits: habits
    ).map(\.task.title)
  }

  @Test("what fills the time goes before what hardly uses it; what is too long is left out")
  func fit() {
    let tasks = [
      task("two hours", minutes: 120), task("five", minutes: 5), task("twenty", minutes: 20),
      task("unknown"),
    ]
    #expect(titles(tasks) == ["twenty", "five", "unknown"])
    #expect(titles(tasks, minutes: 120).first == "two hours")
  }

  @Test("a pressing task is worth a start even where it is too long")
  func pressing() {
    let tasks = [task("twenty", minutes: 20), task("report", minutes: 90, dueInHours: 5)]
    #expect(titles(tasks) == ["report", "twenty"])
    let answer = NowRanking.rank(tasks, NowQuestion(minutes: 25, now: Self.now))
    #expect(answer[0].reasons.map(\.code) == ["due_soon", "fit_start"])
  }

  @Test("the overdue goes before what is due soon, and that before what is due later")
  func deadlines() {
    let tasks = [
      task("later", minutes: 20, dueInHours: 24 * 9), task("soon", minutes: 20, dueInHours: 20),
      task("overdue", minutes: 20, dueInHours: -3),
    ]
    #expect(titles(tasks) == ["overdue", "soon", "later"])
  }

  @Test("small things for the tired, demanding ones for the fresh")
  func energy() {
    let tasks = [task("small", minutes: 15), task("large", minutes: 60)]
    #expect(titles(tasks, minutes: 60, energy: .low).first == "small")
    #expect(titles(tasks, minutes: 60, energy: .high).first == "large")
  }

  @Test("what belongs elsewhere is left out, what belongs here comes first")
  func places() {
    var home = task("at home", minutes: 10)
    home.place = "Home"
    var tagged = task("tagged", minutes: 10)
    tagged.tags = ["@home"]
    var office = task("at the office", minutes: 20)
    office.place = "Office"
    let anywhere = task("anywhere", minutes: 10)
    let found = titles([anywhere, office, home, tagged], place: "home")
    #expect(Set(found.prefix(2)) == ["at home", "tagged"])
    #expect(found.last == "anywhere")
    #expect(found.count == 3)
  }

  @Test(
    "what the plan has now, what was begun, what others wait for and what is usual at this hour count"
  )
  func rest() {
    let plain = task("plain", minutes: 20)
    var planned = task("planned", minutes: 20)
    planned.isPlannedNow = true
    var begun = task("begun", minutes: 20)
    begun.isBegun = true
    var blocking = task("blocking", minutes: 20)
    blocking.waiting = 1
    var usual = task("usual", minutes: 20)
    usual.project = UUID()
    let habits = NowHabits(shares: [usual.project: 0.9])
    #expect(
      titles([plain, usual, blocking, begun, planned], habits: habits)
        == ["planned", "usual", "begun", "blocking", "plain"])
    let important = task("important", minutes: 20, priority: 1)
    #expect(titles([plain, important]).first == "important")
  }

  @Test("only tasks that nothing holds up are read, with their places, tags and who waits for them")
  func reading() async throws {
    try await TestWorld.with { world in
      var free = TaskDraft(title: "free")
      free.tags = ["home"]
      free.facts.place = "Garden"
      free.estimatedMinutes = 15
      let freeID = try await world.write(free).id
      var blocked = TaskDraft(title: "blocked")
      blocked.blockedBy = [.task(freeID)]
      try await world.write(blocked)
      var parent = TaskDraft(title: "parent")
      parent.subtasks = [TaskDraft(title: "child")]
      try await world.write(parent)
      var later = TaskDraft(title: "later")
      later.facts.notBefore = Instant("2090-01-01T00:00:00Z")
      try await world.write(later)
      var done = TaskDraft(title: "done")
      done.status = .done
      try await world.write(done)
      var theirs = TaskDraft(title: "somebody else's")
      theirs.facts.assignee = try await TestWorld.addUser(in: world.pool)
      let other = try #require(theirs.facts.assignee)
      try await TestWorld.addMember(other, to: world.workspace, in: world.pool)
      try await world.write(theirs)
      let now = Instant.machineNow
      let tasks = try await NowReader.tasks(as: world.actor, at: now, in: world.pool)
      #expect(Set(tasks.map(\.title)) == ["free", "child"])
      let read = try #require(tasks.first { $0.title == "free" })
      #expect(read.tags == ["home"])
      #expect(read.place == "Garden")
      #expect(read.waiting == 1)
      #expect(
        try await NowReader.habits(as: world.actor, at: now, in: world.pool) == NowHabits())
      await #expect(throws: TaskError.self) {
        try await NowReader.tasks(
          as: Actor(user: UUID(), workspace: world.workspace), at: now, in: world.pool)
      }
    }
  }
}

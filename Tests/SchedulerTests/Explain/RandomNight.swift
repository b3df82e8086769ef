import FoundationEssentials
import Shared

@testable import Scheduler

/// Makes snapshots of a person's night from a seed: a plan in force, and a world that has changed
/// since.
struct RandomNight {
  private var random: SeededRandom
  private var snapshot: PlanSnapshot
  private let zone: Zone

  /// The snapshot of a seed, in a week whose clocks change, as a plan was made and lived with.
  ///
  /// Everything else being equal, `weeks` lets it happen so many weeks later.
  static func make(
    seed: Int, zone: String = "Europe/Berlin", weeks: Int = 0
  ) throws -> PlanSnapshot {
    var night = try RandomNight(seed: UInt64(seed), zone: zone, weeks: weeks)
    night.addTasks(5 + seed % 9)
    night.addEvents(6)
    night.snapshot.known.preferences.suggestions = 40
    let before = NightPlan.make(night.snapshot, rounds: 20)
    for (index, task) in before.plan.planned.enumerated() {
      guard let place = night.snapshot.tasks.firstIndex(where: { $0.id == task.id }) else {
        continue
      }
      night.snapshot.tasks[place].blocks = before.times(before.blocks(index))
    }
    night.change()
    night.addTasks(2 + seed % 5)
    night.addEvents(3)
    night.snapshot.known.preferences.suggestions = 1 + seed % 9
    return night.snapshot
  }

  private init(seed: UInt64, zone name: String, weeks: Int) throws {
    random = SeededRandom(seed: seed)
    zone = try TimeZoneDatabase.system.zone(named: name)
    let now = Instant("2026-03-26T05:20:00Z") ?? Instant(seconds: 0)
    var preferences = PlanningPreferences()
    preferences.horizonDays = 6
    preferences.frozenHours = seed % 3 == 0 ? 12 : 0
    preferences.bufferMinutes = Int(seed % 3) * 15
    preferences.dailyCapMinutes = 150 + random.below(4) * 60
    preferences.maximumBlockMinutes = 60 + random.below(3) * 30
    preferences.minimumBlockMinutes = 30
    snapshot = PlanSnapshot(
      actor: Actor(user: UUID(), workspace: UUID()),
      known: PreferenceStore.Known(
        preferences: preferences, isSaved: true, learned: [:], appZone: zone, email: nil,
        now: now.adding(seconds: weeks * 7 * 86_400)),
      tasks: [], isCut: false, busy: [], habits: Habits(), rejected: [])
  }

  private mutating func hour(_ least: Int, _ most: Int) -> Instant {
    snapshot.known.now.adding(seconds: 3_600 * (least + random.below(most - least)))
  }

  private mutating func addTasks(_ count: Int) {
    for _ in 0..<count {
      let number = snapshot.tasks.count
      var task = SnapshotTask(
        id: Self.id(number), title: "task \(number)", project: nil, tags: [],
        priority: random.below(4), version: 1, minutes: 15 * (1 + random.below(14)),
        estimateSource: .own, release: nil, softDeadline: nil, hardDeadline: nil,
        depth: random.below(3))
      task.setbacks = number % 4 == 3 ? 2 + number % 3 : 0
      if random.below(4) == 0 { task.release = hour(0, 80) }
      if random.below(2) == 0 { task.softDeadline = hour(-40, 100) }
      if random.below(4) == 0 { task.hardDeadline = hour(6, 120) }
      if number > 0, random.below(3) == 0 { task.blockers = [Self.id(random.below(number))] }
      snapshot.tasks.append(task)
    }
  }

  private mutating func addEvents(_ count: Int) {
    for _ in 0..<count {
      let start = hour(0, 140)
      let length = 1_800 * (1 + random.below(6))
      snapshot.busy.append(
        BusyTime(
          InstantRange(lower: start, upper: start.adding(seconds: length)),
          title: "event \(snapshot.busy.count)"))
    }
  }

  /// What happens in a day: estimates and dates change, some blocks are dragged by hand.
  private mutating func change() {
    for index in snapshot.tasks.indices {
      switch random.below(9) {
      case 0: snapshot.tasks[index].minutes += 15 * (1 + random.below(4))
      case 1: snapshot.tasks[index].hardDeadline = hour(4, 60)
      case 2: snapshot.tasks[index].softDeadline = hour(1, 30)
      case 3: snapshot.tasks[index].release = hour(20, 90)
      case 4: snapshot.tasks[index].priority = 1
      case 5:
        let shift = 900 * random.below(30)
        snapshot.tasks[index].blocks = snapshot.tasks[index].blocks.map { block in
          InstantRange(
            lower: block.lower?.adding(seconds: shift), upper: block.upper?.adding(seconds: shift))
        }
      default: break
      }
    }
  }

  private static func id(_ number: Int) -> UUID {
    let text = "00000000-0000-4000-8000-" + String(repeating: "0", count: 9)
    return UUID(uuidString: text + String(1_000 + number).suffix(3)) ?? UUID()
  }
}

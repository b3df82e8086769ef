import FoundationEssentials
import Shared

/// Ranks open tasks by how well they fit the moment: a sum of a few terms, each with its reason.
public enum NowRanking {
  private struct Term {
    var weight: Double
    var reason: ProposalReason?
  }

  /// The tasks that fit, best first. The same tasks and question give the same answer.
  public static func rank(
    _ tasks: [OpenTask], _ question: NowQuestion, habits: NowHabits = NowHabits(),
    limit: Int = NowLimits.usualSuggestions
  ) -> [NowSuggestion] {
    let found = tasks.compactMap { suggestion($0, question, habits) }
    let sorted = found.sorted {
      $0.score != $1.score
        ? $0.score > $1.score : $0.task.id.uuidString < $1.task.id.uuidString
    }
    return Array(sorted.prefix(min(max(limit, 1), NowLimits.suggestions)))
  }

  private static func suggestion(
    _ task: OpenTask, _ question: NowQuestion, _ habits: NowHabits
  ) -> NowSuggestion? {
    guard let place = place(task, question) else { return nil }
    let pressure = pressure(task, question)
    guard let fit = fit(task, question, pressure: pressure.weight) else { return nil }
    let terms = [
      fit, pressure, place, priority(task), energy(task, question), habit(task, habits),
      state(task), waiting(task),
    ]
    return NowSuggestion(
      task: task, score: terms.reduce(0) { $0 + $1.weight },
      reasons: terms.filter { $0.reason != nil }.sorted { $0.weight > $1.weight }
        .compactMap(\.reason))
  }

  /// How well the estimate fits the time; nil where it does not at all. What is too long is worth a
  /// start only when it is pressing.
  private static func fit(_ task: OpenTask, _ question: NowQuestion, pressure: Double) -> Term? {
    guard let minutes = task.estimatedMinutes, minutes > 0 else {
      return Term(
        weight: 0.6,
        reason: ProposalReason("fit_unknown", "nobody has estimated how long it takes"))
    }
    let share = Double(minutes) / Double(question.minutes)
    let terms: JSONObject = [
      "estimated_minutes": .int(Int64(minutes)), "minutes": .int(Int64(question.minutes)),
    ]
    if share <= 1 {
      return Term(
        weight: 0.9 + 0.6 * share,
        reason: ProposalReason(
          "fit", "its \(minutes) minutes fit into your \(question.minutes)", terms: terms))
    }
    guard pressure >= 1.2 || task.isBegun || share <= 1.2 else { return nil }
    return Term(
      weight: 0.3,
      reason: ProposalReason(
        "fit_start", "its \(minutes) minutes are more than you have, but a start helps",
        terms: terms))
  }

  /// How pressing the deadline is: full when it has passed, halved with every two days of slack.
  private static func pressure(_ task: OpenTask, _ question: NowQuestion) -> Term {
    guard let due = task.due else { return Term(weight: 0) }
    let work = Int64(task.estimatedMinutes ?? 0) * 60
    let slack = Double(due.seconds - question.now.seconds - work) / 86_400
    let most = task.isHardDeadline ? 2.5 : 2.0
    let weight = slack <= 0 ? most : most / (1 + slack / 2)
    guard weight >= 0.25 else { return Term(weight: weight) }
    let terms: JSONObject = ["due": .string(due.description)]
    let reason =
      if due < question.now {
        ProposalReason("overdue", "it is overdue", terms: terms)
      } else if slack < 1 {
        ProposalReason("due_soon", "it is due within a day", terms: terms)
      } else {
        ProposalReason("due", "it is due in \(Int(slack.rounded(.up))) days", terms: terms)
      }
    return Term(weight: weight, reason: reason)
  }

  /// Whether it can be done here; nil where it has to be done elsewhere.
  private static func place(_ task: OpenTask, _ question: NowQuestion) -> Term? {
    guard let here = question.place?.lowercased(), !here.isEmpty else {
      return Term(weight: task.place == nil ? 0 : -0.2)
    }
    if task.tags.contains(where: { Self.name($0) == Self.name(here) })
      || task.place.map({ matches($0.lowercased(), here) }) == true
    {
      return Term(
        weight: 0.8,
        reason: ProposalReason("place", "it is to be done here", terms: ["place": .string(here)]))
    }
    return task.place == nil ? Term(weight: 0) : nil
  }

  private static func name(_ tag: String) -> String {
    let name = tag.lowercased()
    return name.hasPrefix("@") ? String(name.dropFirst()) : name
  }

  private static func matches(_ place: String, _ here: String) -> Bool {
    place == here || place.contains(here) || here.contains(place)
  }

  private static func priority(_ task: OpenTask) -> Term {
    switch task.priority {
    case 1: Term(weight: 0.8, reason: ProposalReason("priority", "it has high priority"))
    case 2: Term(weight: 0.4)
    case 3: Term(weight: 0.1)
    default: Term(weight: 0.2)
    }
  }

  /// Short things for the tired, long and important ones for the fresh.
  private static func energy(_ task: OpenTask, _ question: NowQuestion) -> Term {
    let minutes = task.estimatedMinutes
    switch question.energy {
    case .normal: return Term(weight: 0)
    case .low:
      guard let minutes, minutes <= 20, task.priority != 1 else {
        return Term(weight: (minutes ?? 30) > 45 ? -0.6 : -0.1)
      }
      return Term(
        weight: 0.5, reason: ProposalReason("energy_low", "it is small enough for tired hours"))
    case .high:
      guard task.priority == 1 || (minutes ?? 0) >= 45 else { return Term(weight: -0.1) }
      return Term(
        weight: 0.5, reason: ProposalReason("energy_high", "it deserves your best hours"))
    }
  }

  private static func habit(_ task: OpenTask, _ habits: NowHabits) -> Term {
    guard let share = habits.shares[task.project], share >= 0.05 else { return Term(weight: 0) }
    return Term(
      weight: share * 0.6,
      reason: share < 0.3
        ? nil
        : ProposalReason(
          "habit", "you often work on this project at this hour",
          terms: ["share": .double((share * 100).rounded() / 100)]))
  }

  private static func state(_ task: OpenTask) -> Term {
    if task.isPlannedNow {
      return Term(weight: 2, reason: ProposalReason("planned", "your plan has it now"))
    }
    return task.isBegun
      ? Term(weight: 0.4, reason: ProposalReason("begun", "you have begun it")) : Term(weight: 0)
  }

  private static func waiting(_ task: OpenTask) -> Term {
    guard task.waiting > 0 else { return Term(weight: 0) }
    return Term(
      weight: min(0.2 * Double(task.waiting), 0.6),
      reason: ProposalReason(
        "unblocks",
        task.waiting == 1 ? "another task waits for it" : "\(task.waiting) tasks wait for it",
        terms: ["tasks": .int(Int64(task.waiting))]))
  }
}

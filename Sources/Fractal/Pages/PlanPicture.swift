import FoundationEssentials
import Scheduler
import Shared

/// The picture of a week: a column for each day, times from top to bottom, and the list of
/// suggestions with their forms.
struct PlanPicture {
  /// What is shown.
  let week: PlanWeek
  /// What the forms carry.
  let formToken: String

  /// The sheet: a grid of quarters of an hour from 6 to 22 o'clock, columns by day.
  static let sheet: StaticString = """
    main.week { max-width: 80rem; } .days { display: grid; gap: .5rem;
      grid-template-columns: repeat(7, minmax(8rem, 1fr)); overflow-x: auto; }
    .day h2 { font-size: 1rem; margin: .5rem 0; } .day ol { list-style: none; margin: 0; padding: 0; }
    .day li { font-size: .85rem; line-height: 1.3; margin: 0 0 .35rem; padding: .35rem .5rem;
      border-radius: .3rem; border: 1px solid var(--line); background: var(--raised); }
    .day li time { display: block; color: var(--faint); }
    .day li.kept { border-left: .3rem solid #4c8b5b; } .day li.new { border-left: .3rem solid #0b57d0; }
    .day li.moved { border-left: .3rem solid #b26a00; } .day li.event { opacity: .8; }
    .day li.old { text-decoration: line-through; opacity: .6; }
    .choice { border-top: 1px solid var(--line); padding: .75rem 0; }
    .choice form { display: inline-flex; gap: .5rem; flex-wrap: wrap; margin: .25rem .5rem .25rem 0; }
    input { font: inherit; padding: .3rem .5rem; border: 1px solid var(--line);
      border-radius: .375rem; background: var(--ground); color: inherit; }
    .legend span { margin-right: 1rem; } .none { color: var(--faint); font-size: .85rem; }
    """

  /// The page's body.
  var body: Markup {
    .element(
      "main", ["class": "week"],
      [
        .element("header", [:], [.element("h1", [:], "Your week")]),
        .element(
          "p", ["class": "legend faint"],
          "Green stays, blue is new, brown moves here, struck out is where it stands now."),
        .element("div", ["class": "days"], week.days.map(day)), choices, reasons,
      ])
  }

  private func day(_ day: PlanWeek.Day) -> Markup {
    let entries = day.entries.map { entry(_: $0, on: day) }
    let list: Markup =
      entries.isEmpty
      ? .element("p", ["class": "none"], "nothing")
      : .element("ol", [:], entries)
    let name = "\(Self.weekday(day.date.weekday)) \(day.date.day)"
    return .element("section", ["class": "day"], [.element("h2", [:], name), list])
  }

  private func entry(_ entry: PlanWeek.Entry, on day: PlanWeek.Day) -> Markup {
    let from = entry.range.lower.map { day.zone.local(at: $0) }
    let to = entry.range.upper.map { day.zone.local(at: $0) }
    let isWhole =
      from.map { $0.date < day.date || $0.time == .midnight } ?? true
      && to.map { $0.date > day.date } ?? true
    let time =
      isWhole ? "all day" : "\(Self.clock(from, day.date))–\(Self.clock(to, day.date))"
    return .element(
      "li", ["class": entry.kind, "title": entry.reason],
      [.element("time", [:], time), .text(entry.title)])
  }

  private static func clock(_ local: CivilDateTime?, _ date: CivilDate) -> String {
    guard let local else { return "" }
    if local.date < date { return "00:00" }
    if local.date > date { return "24:00" }
    return DayWindow.text(local.time.secondOfDay / 60)
  }

  private static func weekday(_ day: Weekday) -> String {
    switch day {
    case .monday: "Mon"
    case .tuesday: "Tue"
    case .wednesday: "Wed"
    case .thursday: "Thu"
    case .friday: "Fri"
    case .saturday: "Sat"
    case .sunday: "Sun"
    }
  }

  // MARK: Suggestions

  private var choices: Markup {
    guard let proposal = week.proposal, !week.choices.isEmpty else {
      return .element("p", [:], "There is nothing to decide.")
    }
    let id = proposal.uuidString.lowercased()
    let all = form(
      id, [.element("button", ["name": "decision", "value": "accept"], "Accept all")])
    return .element(
      "section", [:],
      [.element("h2", [:], "Suggestions"), all] + week.choices.map { choice($0, id) })
  }

  private func choice(_ choice: PlanWeek.Choice, _ proposal: String) -> Markup {
    var parts: [Markup] = [.element("h3", [:], choice.title)]
    for move in choice.moves {
      parts.append(
        .element("p", [:], "\(move.title): \(move.reasons.joined(separator: " "))"))
    }
    let group = hidden("group", choice.group.uuidString.lowercased())
    var accept = [group]
    if let move = choice.moves.first, choice.moves.count == 1, move.blocks.count == 1,
      let start = move.blocks[0].lower, let zone = week.days.first?.zone
    {
      accept.append(hidden("item", move.item.uuidString.lowercased()))
      accept.append(
        .element(
          "input",
          [
            "type": "datetime-local", "name": "start", "aria-label": "Start",
            "value": String(zone.local(at: start).description.prefix(16)),
          ]))
    }
    accept.append(.element("button", ["name": "decision", "value": "accept"], "Accept"))
    let reject = [
      group,
      .element(
        "input", ["name": "reason", "placeholder": "Why not?", "aria-label": "Reason"]),
      .element("button", ["name": "decision", "value": "reject"], "Reject"),
    ]
    parts += [form(proposal, accept), form(proposal, reject)]
    return .element("div", ["class": "choice"], parts)
  }

  private func form(_ proposal: String, _ parts: [Markup]) -> Markup {
    .element(
      "form", ["method": "post", "action": "/plan/decision"],
      [hidden("csrf", formToken), hidden("proposal", proposal)] + parts)
  }

  private func hidden(_ name: StaticString, _ value: String) -> Markup {
    .element("input", ["type": "hidden", "name": "\(name)", "value": value])
  }

  private var reasons: Markup {
    guard !week.reasons.isEmpty else { return .nothing }
    return .element(
      "section", [:],
      [
        .element("h2", [:], "To know"),
        .element("ul", [:], week.reasons.map { .element("li", [:], $0) }),
      ])
  }
}

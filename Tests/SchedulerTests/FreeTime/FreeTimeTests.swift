import Foundation
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct FreeTimeTests {
  private func zone(_ name: String) throws -> Zone {
    try TimeZoneDatabase.system.zone(named: name)
  }

  @Test(
    "free hours keep the wall clock over a change of clocks, in any zone",
    arguments: [
      ("Europe/Berlin", "2026-10-25", 100), ("Europe/London", "2026-03-29", 92),
      ("America/New_York", "2026-03-08", 92), ("America/Los_Angeles", "2026-11-01", 100),
      ("Australia/Sydney", "2026-10-04", 92), ("Australia/Lord_Howe", "2026-10-04", 94),
      ("Africa/Cairo", "2026-04-24", 92), ("America/Santiago", "2026-09-06", 92),
      ("Pacific/Auckland", "2026-04-05", 100), ("Asia/Beirut", "2026-03-29", 92),
    ])
  func clockChanges(_ name: String, _ day: String, _ slots: Int) throws {
    let zone = try zone(name)
    let date = try #require(CivilDate(day))
    let grid = SlotGrid(from: date.adding(days: -1), days: 3) { _ in zone }
    #expect(grid.dayStarts[2] - grid.dayStarts[1] == slots)
    let free = FreeTime.windows(
      grid, hours: { _ in [DayWindow(start: 540, end: 1_020)] }, busy: [], eventBuffer: 0,
      now: Instant(seconds: 0))
    #expect(free.count == 3)
    for window in free {
      let first = zone.local(at: grid.instant(of: window.lowerBound)).time
      let last = zone.local(at: grid.instant(of: window.upperBound)).time
      #expect(first.description.hasPrefix("09:00"))
      #expect(last.description.hasPrefix("17:00"))
    }
  }

  @Test("on a journey the hours are those of the place, and the day is as long as it is")
  func journey() throws {
    let berlin = try zone("Europe/Berlin")
    let york = try zone("America/New_York")
    let first = try #require(CivilDate("2026-06-01"))
    let grid = SlotGrid(from: first, days: 4) { $0.day < 3 ? berlin : york }
    #expect(grid.dayStarts == [0, 96, 216, 312, 408])
    let free = FreeTime.windows(
      grid, hours: { _ in [DayWindow(start: 540, end: 600)] }, busy: [], eventBuffer: 0,
      now: Instant(seconds: 0))
    let starts = free.map { grid.instant(of: $0.lowerBound).description }
    #expect(
      starts == [
        "2026-06-01T07:00:00Z", "2026-06-02T07:00:00Z", "2026-06-03T13:00:00Z",
        "2026-06-04T13:00:00Z",
      ])
  }

  @Test("taken time, its buffer and the past are not free, nor is a slot that is touched")
  func busy() throws {
    let first = try #require(CivilDate("2026-06-01"))
    let grid = SlotGrid(from: first, days: 1) { _ in .utc }
    let meeting = InstantRange(
      lower: Instant("2026-06-01T10:05:00Z"), upper: Instant("2026-06-01T10:50:00Z"))
    let now = try #require(Instant("2026-06-01T09:01:00Z"))
    let free = FreeTime.windows(
      grid, hours: { _ in [DayWindow(start: 540, end: 720)] }, busy: [meeting], eventBuffer: 1,
      now: now)
    #expect(free == [37..<39, 45..<48])
  }

  @Test("the free windows of a week follow from its working hours and raw events")
  func derived() throws {
    let file = Fixtures.folder.appending(path: "plans/week.json")
    let json = try JSONValue(parsing: Array(Data(contentsOf: file)))
    var object = try #require(json.objectValue)
    let given = try PlanningProblem.reading(json).problem
    object["free"] = nil
    let derived = try PlanningProblem.reading(.object(object)).problem
    #expect(derived.free == given.free)
    #expect(derived.free.count == 12)
    #expect(Planner.plan(derived, budget: PlanningBudget(iterations: 200)).schedule.unplanned == [])
  }

  @Test("hours over midnight end on the next day")
  func overMidnight() throws {
    let first = try #require(CivilDate("2026-06-01"))
    let grid = SlotGrid(from: first, days: 2) { _ in .utc }
    let free = FreeTime.windows(
      grid, hours: { $0.day == 1 ? [DayWindow(start: 1_320, end: 120)] : [] }, busy: [],
      eventBuffer: 0, now: Instant(seconds: 0))
    #expect(free == [88..<104])
  }

  @Test("preferences are read with their defaults and refuse what does not fit, by name")
  func preferences() throws {
    let plain = try PlanningPreferences(json: [:])
    #expect(plain == PlanningPreferences())
    #expect(try PlanningPreferences(json: plain.json) == plain)
    let holiday = try PlanningPreferences(json: [
      "time_off": [["from": "2026-12-24", "through": "2026-12-26"]],
      "working_hours": ["monday": [["08:00", "12:00"]]],
      "journeys": [["from": "2026-07-01", "through": "2026-07-09", "zone": "Asia/Tokyo"]],
    ])
    let eve = try #require(CivilDate("2026-12-25"))
    #expect(holiday.hours(on: eve).isEmpty)
    let there = try #require(CivilDate("2026-07-09"))
    #expect(holiday.zoneName(on: there) == "Asia/Tokyo")
    for (json, field) in [
      (["zone": "Mars/Olympus"], "zone"), (["buffer_minutes": 7], "buffer_minutes"),
      (["working_hours": ["monday": [["9", "12"]]]], "working_hours.monday/0"),
      (["suggestions": 1_000], "suggestions"),
      (["minimum_block_minutes": 480], "minimum_block_minutes"),
    ] as [(JSONValue, String)] {
      let error = #expect(throws: PlanningError.self) { try PlanningPreferences(json: json) }
      #expect(error?.field == field)
    }
    #expect(throws: PlanningError.self) { try PlanningPreferences(json: ["colour": 1]) }
  }
}

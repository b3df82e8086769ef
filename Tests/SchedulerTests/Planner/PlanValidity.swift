import Scheduler

/// Checks a schedule against the hard rules of its problem, slot by slot; shares no code with the
/// planner.
enum PlanValidity {
  /// Every rule that the schedule breaks, in words; none where it is valid.
  static func violations(of schedule: Schedule, in problem: PlanningProblem) -> [String] {
    var found: [String] = []
    var owners = [Int?](repeating: nil, count: problem.horizon)
    var isFree = [Bool](repeating: false, count: problem.horizon)
    for window in problem.free { for slot in window { isFree[slot] = true } }
    func day(_ slot: Int) -> Int { problem.dayStarts.lastIndex { $0 <= slot } ?? 0 }
    var loads: [Int: Int] = [:]
    for (index, task) in problem.tasks.enumerated() where !schedule.blocks[index].isEmpty {
      let blocks = schedule.blocks[index]
      if blocks.reduce(0, { $0 + $1.count }) != task.estimate {
        found.append("\(index): not whole")
      }
      for (number, block) in blocks.enumerated() {
        if block.lowerBound < 0 || block.upperBound > problem.horizon { return ["outside"] }
        if !(task.minimumBlock...task.maximumBlock).contains(block.count) {
          found.append("\(index): block of \(block.count)")
        }
        if number > 0, block.lowerBound <= blocks[number - 1].upperBound {
          found.append("\(index): own blocks touch")
        }
        if day(block.lowerBound) != day(block.upperBound - 1) { found.append("\(index): midnight") }
        loads[day(block.lowerBound), default: 0] += block.count
        for slot in block {
          if !isFree[slot] { found.append("\(index): slot \(slot) is not free") }
          if let owner = owners[slot] { found.append("\(index): slot \(slot) is \(owner)'s") }
          owners[slot] = index
        }
      }
      if blocks[0].lowerBound < max(task.release, problem.now) {
        found.append("\(index): too early")
      }
      if let hard = task.hardDeadline, blocks[blocks.count - 1].upperBound > hard {
        found.append("\(index): after its hard deadline")
      }
      for dependency in task.dependencies {
        guard let end = schedule.blocks[dependency].last?.upperBound else {
          found.append("\(index): waits for \(dependency), which is left out")
          continue
        }
        if end > blocks[0].lowerBound { found.append("\(index): before \(dependency) has ended") }
      }
    }
    for block in schedule.blocks.joined() {
      for slot in block.upperBound..<min(block.upperBound + problem.buffer, problem.horizon)
      where owners[slot] != nil {
        found.append("no buffer after slot \(block.upperBound)")
      }
    }
    for (day, load) in loads {
      let pinned = day < problem.pinnedLoads.count ? problem.pinnedLoads[day] : 0
      if pinned + load > problem.dailyCap { found.append("day \(day) holds \(pinned + load)") }
    }
    return found
  }
}

public import Shared

extension PlanningProblem {
  /// Reads a problem from its exchange form: the planner's grid in slots, tasks with ids.
  ///
  /// `changes` (the most tasks that may stand elsewhere than before), `pinned` (slots of each day
  /// that are taken by what stays) and `cost.disturb` may be missing.
  ///
  /// Returns the tasks' ids beside it, in the order of the tasks. Throws where a member is missing
  /// or has the wrong type; names the member.
  public static func reading(
    _ json: JSONValue
  ) throws(PlanExchangeError) -> (problem: PlanningProblem, identifiers: [String]) {
    let weights = try PlanningWeights(json.required("cost"))
    let items = try json.required("tasks").requiredArray("tasks")
    var places: [String: Int] = [:]
    let identifiers = try items.map { item throws(PlanExchangeError) in
      try item.required("id").serialized
    }
    for (index, identifier) in identifiers.enumerated() { places[identifier] = index }
    var tasks: [PlanningTask] = []
    for item in items { tasks.append(try PlanningTask(item, places: places)) }
    var free: [Range<Int>] = []
    if json["free"] == nil, json["events"] != nil {
      free = try windows(json)
    } else {
      for pair in try json.required("free").requiredArray("free") {
        free.append(try pair.requiredRange("free"))
      }
    }
    var problem = PlanningProblem(
      horizon: try json.requiredInt("horizon_slots"), now: try json.requiredInt("now_slot"),
      dayStarts: try json.requiredInts("day_start"), free: free,
      buffer: try json.requiredInt("buffer"), dailyCap: try json.requiredInt("daily_cap"),
      energyPenalty: try json.requiredInts("epen"), weights: weights, tasks: tasks)
    problem.maximumChanges = json["changes"]?.intValue.map(Int.init)
    if json["pinned"] != nil { problem.pinnedLoads = try json.requiredInts("pinned") }
    return (problem, identifiers)
  }
}

extension PlanningWeights {
  /// Reads the weights from their exchange form.
  init(_ json: JSONValue) throws(PlanExchangeError) {
    self.init(
      tardiness: try json.requiredInt("tard"), flow: try json.requiredInt("flow"),
      energy: try json.requiredInt("energy"), fragmentation: try json.requiredInt("frag"),
      move: try json.requiredInt("move"), unplanned: try json.requiredInt("unsched"),
      unplannedHard: try json.requiredInt("unsched_hard"),
      disturbance: json["disturb"]?.intValue.map(Int.init) ?? 0)
  }
}

extension PlanningTask {
  /// Reads a task from its exchange form; `places` gives the index of each task's id.
  init(_ json: JSONValue, places: [String: Int]) throws(PlanExchangeError) {
    var dependencies: [Int] = []
    for item in try json.required("deps").requiredArray("deps") {
      guard let index = places[item.serialized] else { throw PlanExchangeError("deps") }
      dependencies.append(index)
    }
    var former: [Range<Int>] = []
    for pair in json["prev"]?.arrayValue ?? [] { former.append(try pair.requiredRange("prev")) }
    self.init(
      estimate: try json.requiredInt("est"), weight: try json.requiredInt("w"),
      release: try json.requiredInt("release"),
      softDeadline: json["soft"]?.intValue.map(Int.init),
      hardDeadline: json["hard"]?.intValue.map(Int.init),
      minimumBlock: try json.requiredInt("min_block"),
      maximumBlock: try json.requiredInt("max_block"), depth: try json.requiredInt("deep"),
      dependencies: dependencies, former: former)
  }
}

extension JSONValue {
  fileprivate func required(_ name: String) throws(PlanExchangeError) -> JSONValue {
    guard let value = self[name] else { throw PlanExchangeError(name) }
    return value
  }

  fileprivate func requiredInt(_ name: String) throws(PlanExchangeError) -> Int {
    guard let number = self[name]?.intValue else { throw PlanExchangeError(name) }
    return Int(number)
  }

  fileprivate func requiredArray(_ name: String) throws(PlanExchangeError) -> [JSONValue] {
    guard let items = arrayValue else { throw PlanExchangeError(name) }
    return items
  }

  fileprivate func requiredInts(_ name: String) throws(PlanExchangeError) -> [Int] {
    var numbers: [Int] = []
    for item in try required(name).requiredArray(name) {
      guard let number = item.intValue else { throw PlanExchangeError(name) }
      numbers.append(Int(number))
    }
    return numbers
  }

  fileprivate func requiredRange(_ name: String) throws(PlanExchangeError) -> Range<Int> {
    guard let start = self[0]?.intValue, let end = self[1]?.intValue, start <= end else {
      throw PlanExchangeError(name)
    }
    return Int(start)..<Int(end)
  }
}

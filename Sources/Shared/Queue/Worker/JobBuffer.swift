/// The jobs that a worker has claimed and not started, and how many of each limited kind run.
struct JobBuffer {
  private let limits: [String: Int]
  private var waiting: [ClaimedJob] = []
  private var head = 0
  private var setAside: [String: [ClaimedJob]] = [:]
  private var running: [String: Int] = [:]

  /// A buffer for kinds with those limits on how many run at once.
  init(limits: [String: Int]) {
    self.limits = limits
  }

  /// How many jobs have not been started, without those that wait for others of their kind to end:
  /// these take no room from other kinds.
  var readyCount: Int { waiting.count - head }

  /// How many jobs have not been started.
  var count: Int { waiting.count - head + setAside.values.reduce(0) { $0 + $1.count } }

  /// Kinds of which no more should be claimed, since what is here already cannot start.
  var saturatedKinds: Set<String> {
    if limits.isEmpty { return [] }
    return Set(limits.filter { running[$0.key, default: 0] >= $0.value }.keys)
      .union(setAside.filter { !$0.value.isEmpty }.keys)
  }

  /// Adds claimed jobs in the order in which they are to start.
  mutating func append(_ jobs: [ClaimedJob]) {
    waiting.append(contentsOf: jobs)
  }

  /// Takes the next job that may start, counting it as running.
  mutating func start() -> ClaimedJob? {
    if !setAside.isEmpty, let job = startSetAside() { return job }
    while head < waiting.count {
      let job = waiting[head]
      head += 1
      if head == waiting.count {
        waiting.removeAll(keepingCapacity: true)
        head = 0
      }
      guard let limit = limits[job.kind] else { return job }
      if running[job.kind, default: 0] < limit {
        running[job.kind, default: 0] += 1
        return job
      }
      setAside[job.kind, default: []].append(job)
    }
    return nil
  }

  /// True where ``start()`` would return a job.
  var canStart: Bool {
    if head < waiting.count, limits.isEmpty { return true }
    if waiting[head...].contains(where: { hasRoom($0.kind) }) { return true }
    return setAside.contains { !$0.value.isEmpty && hasRoom($0.key) }
  }

  /// Notes that a started job of the kind no longer runs.
  mutating func end(kind: String) {
    if limits[kind] != nil { running[kind, default: 1] -= 1 }
  }

  /// Takes everything that has not been started.
  mutating func removeAll() -> [ClaimedJob] {
    let jobs = Array(waiting[head...]) + setAside.values.joined()
    waiting.removeAll()
    head = 0
    setAside.removeAll()
    return jobs
  }

  private func hasRoom(_ kind: String) -> Bool {
    limits[kind].map { running[kind, default: 0] < $0 } ?? true
  }

  private mutating func startSetAside() -> ClaimedJob? {
    for (kind, jobs) in setAside where !jobs.isEmpty && hasRoom(kind) {
      setAside[kind] = jobs.count == 1 ? nil : Array(jobs.dropFirst())
      running[kind, default: 0] += 1
      return jobs[0]
    }
    return nil
  }
}

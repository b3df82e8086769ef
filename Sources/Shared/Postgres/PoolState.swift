/// What a pool knows, and the decisions it takes; a value without I/O.
struct PoolState<Connection, Waiter> {
  /// What a caller that wants a connection is to do.
  enum Grant {
    /// Use this one, which rested since that moment.
    case use(Connection)
    /// Connect: the place is reserved.
    case connect
    /// Wait under that number.
    case wait(UInt64)
    /// Give up: the pool is closed.
    case closed
  }

  /// What happens to a place that has become free.
  enum Handover {
    /// Nobody waits.
    case none
    /// This waiter gets the connection.
    case give(Connection, Waiter)
    /// This waiter is to connect anew.
    case connect(Waiter)
    /// The connection is no longer wanted.
    case discard(Connection)
  }

  private struct Place {
    let number: UInt64
    let waiter: Waiter
    let deadline: SteadyTime
  }

  /// The connections that rest, the one used last at the end.
  private(set) var idle: [Connection] = []
  /// True once the pool takes no more callers.
  private(set) var isClosed = false
  private var waiting: [Place] = []
  private var firstWaiting = 0
  private var lastNumber: UInt64 = 0
  /// Connections that exist or are being made.
  private(set) var open = 0
  private let limit: Int

  /// The state of a pool of at most so many connections.
  init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// The callers that wait.
  var waitingCount: Int { waiting.count - firstWaiting }

  /// The deadline of the caller that waits longest.
  var nextDeadline: SteadyTime? {
    waitingCount > 0 ? waiting[firstWaiting].deadline : nil
  }

  /// A caller wants a connection. `.wait` is answered by ``enqueue(_:number:deadline:)``.
  mutating func request() -> Grant {
    if isClosed { return .closed }
    if let connection = idle.popLast() { return .use(connection) }
    if open < limit {
      open += 1
      return .connect
    }
    lastNumber += 1
    return .wait(lastNumber)
  }

  /// Puts a caller into the line; ask ``request()`` again under the same lock first.
  mutating func enqueue(_ waiter: Waiter, number: UInt64, deadline: SteadyTime) {
    waiting.append(Place(number: number, waiter: waiter, deadline: deadline))
  }

  /// Takes the caller of that number out of the line; nil where it has been served already.
  mutating func withdraw(_ number: UInt64) -> Waiter? {
    guard
      let place = waiting[firstWaiting...].firstIndex(where: { $0.number == number })
    else { return nil }
    return waiting.remove(at: place).waiter
  }

  /// Takes out every caller whose deadline has passed.
  mutating func expire(_ now: SteadyTime) -> [Waiter] {
    var expired: [Waiter] = []
    while waitingCount > 0, waiting[firstWaiting].deadline <= now {
      expired.append(takeFirst())
    }
    return expired
  }

  /// A connection comes back in good order.
  mutating func giveBack(_ connection: Connection) -> Handover {
    if isClosed {
      open -= 1
      return .discard(connection)
    }
    if waitingCount > 0 { return .give(connection, takeFirst()) }
    idle.append(connection)
    return .none
  }

  /// A connection is gone, or could not be made.
  mutating func drop() -> Handover {
    if !isClosed, waitingCount > 0 { return .connect(takeFirst()) }
    open -= 1
    return .none
  }

  /// Takes out the resting connections for which the test holds.
  mutating func removeIdle(where isOver: (Connection) -> Bool) -> [Connection] {
    let over = idle.filter(isOver)
    idle.removeAll(where: isOver)
    open -= over.count
    return over
  }

  /// Closes the pool: what rests and who waits is handed out to be ended.
  mutating func close() -> (connections: [Connection], waiters: [Waiter]) {
    isClosed = true
    let waiters = waiting[firstWaiting...].map(\.waiter)
    waiting = []
    firstWaiting = 0
    let connections = idle
    open -= idle.count
    idle = []
    return (connections, waiters)
  }

  private mutating func takeFirst() -> Waiter {
    let place = waiting[firstWaiting]
    firstWaiting += 1
    if firstWaiting == waiting.count || firstWaiting > 1_024 {
      waiting.removeFirst(firstWaiting)
      firstWaiting = 0
    }
    return place.waiter
  }
}

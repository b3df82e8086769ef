import Shared
import Synchronization

/// Counts what the requests in work hold: themselves, memory, their clients' shares.
final class RequestActivity: Sendable {
  private let inWork = Atomic<Int>(0)
  private let bodyBytes = Atomic<Int>(0)
  private let suspended = Atomic<Int>(0)
  private let perClient = Mutex<[IPAddress: Int]>([:])
  private let bodyBytesLimit: Int
  private let perClientLimit: Int

  /// Nothing in work, with the limits of a configuration.
  init(bodyBytesLimit: Int, perClientLimit: Int) {
    self.bodyBytesLimit = bodyBytesLimit
    self.perClientLimit = perClientLimit
  }

  /// Requests whose head has begun to arrive and whose answer has not left.
  var requests: Int { inWork.load(ordering: .acquiring) }
  /// Connections that libmicrohttpd has been told to leave alone for now.
  var suspensions: Int { suspended.load(ordering: .acquiring) }

  /// Counts a request in.
  func begin() { inWork.add(1, ordering: .acquiringAndReleasing) }
  /// Counts a request out.
  func end() { inWork.subtract(1, ordering: .acquiringAndReleasing) }

  /// Counts a suspended connection in.
  func suspend() { suspended.add(1, ordering: .acquiringAndReleasing) }
  /// Counts a resumed connection out.
  func resume() { suspended.subtract(1, ordering: .acquiringAndReleasing) }

  /// Sets memory aside for body bytes; false where too much is held already.
  func reserve(bytes: Int) -> Bool {
    let sum = bodyBytes.add(bytes, ordering: .acquiringAndReleasing).newValue
    if sum <= bodyBytesLimit { return true }
    release(bytes: bytes)
    return false
  }

  /// Gives memory back.
  func release(bytes: Int) {
    if bytes > 0 { bodyBytes.subtract(bytes, ordering: .acquiringAndReleasing) }
  }

  /// Counts a request of a client behind a proxy in; false where it has too many in work.
  func enter(_ client: IPAddress) -> Bool {
    perClient.withLock { counts in
      let count = counts[client] ?? 0
      guard count < perClientLimit else { return false }
      counts[client] = count + 1
      return true
    }
  }

  /// Counts a request of a client behind a proxy out.
  func leave(_ client: IPAddress) {
    perClient.withLock { counts in
      let rest = (counts[client] ?? 1) - 1
      counts[client] = rest > 0 ? rest : nil
    }
  }
}

import Glibc
import Shared
import Synchronization

/// Every open connection: counts them by address and ends those whose time is up.
final class Connections: Sendable {
  private struct State {
    var open: [ObjectIdentifier: ConnectionState] = [:]
    var perAddress: [IPAddress: Int] = [:]
  }

  private let state = Mutex(State())
  private let perAddressLimit: Int
  private let trustedProxies: [AddressRange]

  /// No connections yet.
  init(perAddressLimit: Int, trustedProxies: [AddressRange]) {
    self.perAddressLimit = perAddressLimit
    self.trustedProxies = trustedProxies
  }

  /// How many connections are open.
  var count: Int { state.withLock { $0.open.count } }

  /// True where one more connection of that address may be accepted.
  func mayAccept(_ peer: IPAddress) -> Bool {
    let address = peer.unmapped
    if trustedProxies.contains(where: { $0.contains(address) }) { return true }
    return state.withLock { ($0.perAddress[address] ?? 0) < perAddressLimit }
  }

  /// Takes note of a new connection.
  func opened(_ connection: ConnectionState) {
    state.withLock {
      $0.open[ObjectIdentifier(connection)] = connection
      $0.perAddress[connection.peer.unmapped, default: 0] += 1
    }
  }

  /// Forgets a connection. Its descriptor is not touched after this returns.
  func closed(_ connection: ConnectionState) {
    state.withLock { state in
      guard state.open.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
      let address = connection.peer.unmapped
      let rest = (state.perAddress[address] ?? 1) - 1
      state.perAddress[address] = rest > 0 ? rest : nil
    }
  }

  /// Ends what is overdue: a handler gives way to 503, everything else loses its socket.
  func sweep(now: Int64) {
    let busy = state.withLock { state -> [Exchange] in
      var busy: [Exchange] = []
      for connection in state.open.values {
        let exchange = connection.exchange.withLock { $0 }
        exchange?.keepAlive(now: now)
        guard connection.deadline.load(ordering: .relaxed) < now else { continue }
        if let exchange, exchange.isHandling {
          busy.append(exchange)
        } else {
          // Under the lock, so the descriptor cannot have been closed and used anew.
          shutdown(connection.descriptor, Int32(SHUT_RDWR))
        }
      }
      return busy
    }
    for exchange in busy { exchange.expire() }
  }

  /// The requests in work.
  var exchanges: [Exchange] {
    state.withLock { $0.open.values.compactMap { $0.exchange.withLock { $0 } } }
  }
}

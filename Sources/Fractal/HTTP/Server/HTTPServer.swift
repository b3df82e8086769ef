import CMicroHTTPD
import Dispatch
import Glibc
import Shared
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd, whose threads wait in epoll while tasks make the answers.
///
/// TLS ends at a reverse proxy in front of it. Every request has limits on its size and on each of
/// its stages' duration (`HTTPLimits`); every error is a problem document.
final class HTTPServer: Sendable {
  private struct State {
    var daemon: UInt = 0
    var port: UInt16 = 0
    var sweeper: (any DispatchSourceTimer)?
  }

  /// Where it listens and what it allows.
  let configuration: HTTPServerConfiguration
  /// Who answers.
  let responder: any HTTPResponder
  /// Where requests are logged.
  let logger: Logger
  /// Who counts requests.
  let observe: @Sendable (RequestObservation) -> Void
  /// The open connections.
  let connections: Connections
  /// What the requests in work hold.
  let activity: RequestActivity

  private let state = Mutex(State())
  private let draining = Atomic<Bool>(false)
  private let stopping = Atomic<Bool>(false)
  private static let sweepMilliseconds = 250

  /// A server that does not listen yet.
  init(
    configuration: HTTPServerConfiguration, responder: any HTTPResponder,
    logger: Logger = .silent,
    observe: @escaping @Sendable (RequestObservation) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.responder = responder
    self.logger = logger
    self.observe = observe
    connections = Connections(
      perAddressLimit: configuration.connectionsPerAddress,
      trustedProxies: configuration.trustedProxies)
    activity = RequestActivity(
      bodyBytesLimit: configuration.bodyBytesOverall,
      perClientLimit: configuration.requestsPerAddress)
  }

  /// The port in use; 0 before `start`.
  var port: UInt16 { state.withLock { $0.port } }
  /// True once no new connections are taken and every answer closes its connection.
  var isDraining: Bool { draining.load(ordering: .relaxed) }
  /// True once the time to drain is over and requests are refused.
  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Listens until the calling task is cancelled, then drains.
  ///
  /// - Throws: `HTTPServerError` where it cannot listen.
  func run() async throws {
    try start()
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
    await stop()
  }

  /// Begins to listen and returns; `stop` ends it.
  ///
  /// - Throws: `HTTPServerError` where it cannot listen.
  func start() throws(HTTPServerError) {
    let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
    let port = socket.port
    let descriptor = socket.release()
    // Taken back in `stop`: libmicrohttpd's threads use the server until then.
    let context = Unmanaged.passRetained(self)
    guard let daemon = startDaemon(descriptor, context.toOpaque()) else {
      Glibc.close(descriptor)
      context.release()
      throw HTTPServerError.libraryFailure
    }
    let address = UInt(bitPattern: daemon)
    state.withLock { state in
      state.daemon = address
      state.port = port
      state.sweeper = makeSweeper()
    }
    logger.info("listening", ["host": .string(configuration.host), "port": .int(Int64(port))])
  }

  /// Stops: takes no new connections, lets requests in work end for `drainTimeout`, then ends
  /// those that are left with 503 and closes everything. Does nothing where it does not run.
  func stop() async {
    let address = state.withLock { state in
      let daemon = state.daemon
      state.daemon = 0
      return daemon
    }
    guard let daemon = OpaquePointer(bitPattern: address) else { return }
    draining.store(true, ordering: .relaxed)
    let listener = MHD_quiesce_daemon(daemon)
    if listener >= 0 { Glibc.close(listener) }
    for exchange in connections.exchanges { exchange.cancelStream(all: false) }
    await wait(upTo: configuration.drainTimeout) { self.activity.requests == 0 }
    stopping.store(true, ordering: .relaxed)
    for exchange in connections.exchanges {
      exchange.cancelStream(all: true)
      exchange.expire()
    }
    await wait(upTo: .seconds(2)) { self.activity.requests == 0 }
    await close(daemon: address)
    state.withLock { state in
      state.sweeper?.cancel()
      state.sweeper = nil
    }
    logger.info("stopped listening", ["port": .int(Int64(port))])
  }

  private func makeSweeper() -> any DispatchSourceTimer {
    // A serial queue gets a thread even while every thread of Swift's pool is busy.
    let queue = DispatchQueue(label: "fractal.http.deadlines")
    let sweeper = DispatchSource.makeTimerSource(queue: queue)
    sweeper.schedule(
      deadline: .now(), repeating: .milliseconds(Self.sweepMilliseconds),
      leeway: .milliseconds(50))
    sweeper.setEventHandler { [connections] in
      connections.sweep(now: MonotonicTime.milliseconds)
    }
    sweeper.activate()
    return sweeper
  }

  private func close(daemon address: UInt) async {
    // libmicrohttpd aborts the process where a suspended connection is left at its end.
    await wait(upTo: .seconds(2)) { self.activity.suspensions == 0 }
    guard activity.suspensions == 0 else { return }
    await BlockingExecutor.shared.run { MHD_stop_daemon(OpaquePointer(bitPattern: address)) }
    Unmanaged.passUnretained(self).release()
  }

  private func wait(upTo limit: Duration, until isDone: () -> Bool) async {
    let end = ContinuousClock.now + limit
    while !isDone(), ContinuousClock.now < end {
      // Shielded from cancellation, which is what usually led here.
      await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
    }
  }
}

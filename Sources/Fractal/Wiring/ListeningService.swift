import Shared

/// A server as a service: listens until the stop, then drains.
struct ListeningService: Service {
  /// What the log calls it: `api` or `admin`.
  let name: String
  /// The server.
  let server: HTTPServer

  /// Listens until the calling task is cancelled; throws where it cannot listen.
  func run() async throws {
    do {
      try await server.run()
    } catch let error as HTTPServerError {
      let place = "\(server.configuration.host):\(server.configuration.port)"
      throw WiringError("the \(name) listener on \(place): \(error); set LISTEN or ADMIN_LISTEN")
    }
  }
}

import FoundationEssentials
import Shared

@testable import Fractal

/// Values that several suites use.
enum TestValues {
  /// Some id.
  static let id = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

  /// A route with a minimal description.
  static func route(
    _ method: HTTPMethod, _ pattern: String, access: AccessRule = .open, body: BodyRule = .none,
    query: [QueryParameter] = [], handlerSeconds: Int = 30, _ handler: @escaping Route.Handler
  ) -> Route {
    var operation = Operation(
      id: "\(method.rawValue)\(pattern)", tag: "test", summary: "A route of a test",
      responses: [.content(200, "it worked", "text/plain")])
    operation.query = query
    return Route(
      method, pattern, access: access, body: body, handlerSeconds: handlerSeconds,
      operation: operation, handler: handler)
  }

  /// A route that answers `ok`.
  static func plain(_ pattern: String) -> Route {
    route(.get, pattern) { _ in .text("ok") }
  }
}

extension HTTPServerConfiguration {
  /// A free loopback port, little time to drain, and whatever the test changes.
  static func brief(
    _ change: (inout HTTPServerConfiguration) -> Void = { _ in }
  ) -> HTTPServerConfiguration {
    var configuration = HTTPServerConfiguration()
    configuration.drainTimeout = .seconds(2)
    change(&configuration)
    return configuration
  }
}

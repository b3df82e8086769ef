/// Routes that belong together, with their descriptions beside them.
protocol RouteGroup: Sendable {
  /// The routes.
  var routes: [Route] { get }
}

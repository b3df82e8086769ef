import Shared

/// Finds routes by path, segment for segment; a literal goes before a parameter.
struct RouteTree: Sendable {
  /// Where a path leads.
  struct Match: Sendable {
    /// The routes of that path, by method.
    var routes: [HTTPMethod: Int]
    /// What stood in place of the parameters, decoded.
    var parameters: [String: String]
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameters: [(name: String, kind: RoutePattern.Kind, node: Int)] = []
    var routes: [HTTPMethod: Int] = [:]
  }

  private var nodes = [Node()]

  /// A tree of the routes, which are known by their place in the list. Of two for the same method
  /// and path the later one is found.
  init(_ routes: [Route]) {
    for (index, route) in routes.enumerated() {
      var node = 0
      for segment in route.pattern.segments { node = child(of: node, for: segment) }
      nodes[node].routes[route.method] = index
    }
  }

  /// Where the path leads; nil where nowhere.
  func find(_ path: String) -> Match? {
    guard path.utf8.first == 0x2F else { return nil }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isRoot = segments.count == 1 && segments.first == ""
    let decoded = isRoot ? [] : segments.map { PercentEncoding.decode($0) }
    var parameters: [(String, String)] = []
    guard let node = find(decoded[...], from: 0, &parameters) else { return nil }
    return Match(
      routes: nodes[node].routes,
      parameters: Dictionary(parameters, uniquingKeysWith: { $1 }))
  }

  private func find(
    _ segments: ArraySlice<String>, from node: Int, _ parameters: inout [(String, String)]
  ) -> Int? {
    guard let segment = segments.first else { return nodes[node].routes.isEmpty ? nil : node }
    let rest = segments.dropFirst()
    if let next = nodes[node].literals[segment], let found = find(rest, from: next, &parameters) {
      return found
    }
    for parameter in nodes[node].parameters where parameter.kind.matches(segment) {
      parameters.append((parameter.name, segment))
      if let found = find(rest, from: parameter.node, &parameters) { return found }
      parameters.removeLast()
    }
    return nil
  }

  private mutating func child(of node: Int, for segment: RoutePattern.Segment) -> Int {
    switch segment {
    case .literal(let text):
      if let known = nodes[node].literals[text] { return known }
      nodes.append(Node())
      nodes[node].literals[text] = nodes.count - 1
    case .parameter(let name, let kind):
      let known = nodes[node].parameters.first { $0.name == name && $0.kind == kind }
      if let known { return known.node }
      nodes.append(Node())
      nodes[node].parameters.append((name, kind, nodes.count - 1))
    }
    return nodes.count - 1
  }
}

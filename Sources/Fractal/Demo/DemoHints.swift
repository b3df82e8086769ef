import Shared

/// What a newcomer may try next, with a token that works.
enum DemoHints {
  private static let tokenSeconds: Int64 = 86_400

  /// The hints, with a fresh token of the demo's user.
  static func text(server: ServerWiring, actor: Actor, pool: PostgresPool) async throws -> String {
    let (_, secret) = try await TokenStore.create(
      .user(actor, name: "demo", scopes: [.read, .write], lifetimeSeconds: tokenSeconds), in: pool)
    let api = "http://\(server.api.configuration.host):\(server.api.port)"
    let admin = "http://\(server.admin.configuration.host):\(server.admin.port)"
    return """

      serving on \(api) until Ctrl-C; in another terminal, for a day:
        export TOKEN=\(secret.text)
        curl -H "Authorization: Bearer $TOKEN" \(api)/v1/tasks/ID
        curl -H "Authorization: Bearer $TOKEN" '\(api)/v1/search?q=broken+dishwasher'
        curl \(api)/openapi.json
        fractal open /plan --user dana@fractal.example    # the week as a picture, to accept or reject
        curl \(admin)/metrics

      """
  }
}

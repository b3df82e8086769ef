/// Keeps the calls of all processes within each model's rate, by token buckets in the database.
///
/// Where the database does not answer, calls go out all the same: the service has limits of its
/// own, and whoever cannot write its result fails soon enough.
public struct DatabasePacing: ModelPacing {
  private let pool: PostgresPool
  private let region: String
  private let rates: [String: ModelRate]

  /// Pacing by those rates; a model without one is not held up.
  public init(pool: PostgresPool, region: String, rates: [ModelRate]) {
    self.pool = pool
    self.region = region
    self.rates = Dictionary(rates.map { ($0.model, $0) }, uniquingKeysWith: { $1 })
  }

  /// Takes from both buckets of the model, or from neither.
  public func reserve(model: String, tokens: Int) async -> Duration? {
    guard let rate = rates[model] else { return nil }
    var taken: [(RateLimit, Double)] = []
    for (limit, amount) in limits(rate, tokens) {
      guard
        let answer = try? await pool.transaction({ session in
          try await limit.reserve(amount, in: session)
        })
      else { return nil }
      if case .wait(let wait) = answer {
        for (limit, amount) in taken { await giveBack(limit, reserved: amount, used: 0) }
        return wait
      }
      taken.append((limit, amount))
    }
    return nil
  }

  /// Corrects the token bucket.
  public func settle(model: String, reserved: Int, used: Int) async {
    guard let rate = rates[model], let limit = tokenLimit(rate), reserved != used else { return }
    await giveBack(limit, reserved: Double(reserved), used: Double(used))
  }

  private func limits(_ rate: ModelRate, _ tokens: Int) -> [(RateLimit, Double)] {
    var limits: [(RateLimit, Double)] = []
    if let requests = rate.requests {
      limits.append((bucket(rate.model, "requests", requests), 1))
    }
    if let limit = tokenLimit(rate) { limits.append((limit, Double(max(tokens, 1)))) }
    return limits
  }

  private func tokenLimit(_ rate: ModelRate) -> RateLimit? {
    rate.tokens.map { bucket(rate.model, "tokens", $0) }
  }

  /// A bucket that holds a sixth of a minute's worth, so that bursts stay short.
  private func bucket(_ model: String, _ what: String, _ perMinute: Int) -> RateLimit {
    RateLimit(
      key: "bedrock:\(region):\(model):\(what)", capacity: max(1, Double(perMinute) / 6),
      perSecond: Double(perMinute) / 60)
  }

  private func giveBack(_ limit: RateLimit, reserved: Double, used: Double) async {
    try? await pool.transaction { session in
      try await limit.settle(reserved: reserved, used: used, in: session)
    }
  }
}

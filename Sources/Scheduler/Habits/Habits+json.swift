import FoundationEssentials
import Shared

extension Habits {
  /// The habits as they are stored, and shown with their evidence.
  var json: JSONValue {
    .members([
      "bias": Self.json(of: bias),
      "groups": .object(
        JSONObject(
          groups.sorted { $0.key.uuidString < $1.key.uuidString }.map {
            ($0.key.uuidString.lowercased(), Self.json(of: $0.value))
          })),
      "kept_shares": .array(keptShares.map { .double($0) }), "blocks": .int(Int64(blocks)),
      "daily_minutes": dailyMinutes.map { .int(Int64($0)) }, "days": .int(Int64(days)),
    ])
  }

  /// Reads stored habits; what does not fit counts as not learned.
  init(json: JSONValue) {
    self.init()
    bias = Self.bias(json["bias"]) ?? bias
    for member in json["groups"]?.objectValue?.members ?? [] {
      if let id = UUID(uuidString: member.key), let value = Self.bias(member.value) {
        groups[id] = value
      }
    }
    let shares = json["kept_shares"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    keptShares = shares.count == 24 ? shares : []
    blocks = json["blocks"]?.intValue.map(Int.init) ?? 0
    dailyMinutes = json["daily_minutes"]?.intValue.map(Int.init)
    days = json["days"]?.intValue.map(Int.init) ?? 0
  }

  private static func json(of bias: Bias) -> JSONValue {
    ["mean": .double(bias.mean), "weight": .double(bias.weight)]
  }

  private static func bias(_ json: JSONValue?) -> Bias? {
    guard let mean = json?["mean"]?.doubleValue, let weight = json?["weight"]?.doubleValue else {
      return nil
    }
    return Bias(mean: mean, weight: weight)
  }
}

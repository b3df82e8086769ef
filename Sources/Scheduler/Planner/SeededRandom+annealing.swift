import Shared

extension SeededRandom {
  /// True where simulated annealing takes a loss at a temperature.
  ///
  /// e to the power is worked out as (1 + x/1024)^1024, the same on every machine.
  mutating func accepts(loss: Double, at temperature: Double) -> Bool {
    let power = -loss / temperature
    guard power > -20 else { return false }
    var chance = 1 + power / 1024
    for _ in 0..<10 { chance *= chance }
    return unit() < chance
  }
}

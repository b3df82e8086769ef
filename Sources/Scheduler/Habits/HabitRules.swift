/// The constants of learning, see docs/scheduling.md.
enum HabitRules {
  /// The spread of ln(actual / estimate) of one task around its group's mean.
  static let spread = 0.6
  /// The spread of groups around the person's mean.
  static let groupSpread = 0.35
  /// How often the actual may be of the estimate, or the other way round, before it is cut.
  static let most = 4.0
  /// Days after which a task counts half.
  static let halfLife = 75.0
  /// Tasks, as weights, below which no estimate is corrected.
  static let leastTasks = 8.0
  /// Planned blocks below which, before four weeks have passed, nothing is said of hours.
  static let leastBlocks = 80
  /// Days after which hours are spoken of with fewer blocks.
  static let leastDays = 28
  /// The fewest blocks after those days.
  static let fewestBlocks = 20
  /// How many blocks the person's mean counts for in each hour.
  static let priorBlocks = 8.0
  /// Hours by which neighbouring hours speak for each other.
  static let kernelHours = 1.5
  /// Working days below which a day's usual work is unknown.
  static let leastWorkdays = 15

  /// The quantile of the standard normal distribution (Abramowitz and Stegun 26.2.23, error below
  /// 0.00045), for shares from one half on.
  static func normalQuantile(_ share: Double) -> Double {
    guard share > 0.5 else { return 0 }
    let tail = max(1e-9, 1 - share)
    let t = (-2 * logarithm(tail)).squareRoot()
    let above = 2.515517 + 0.802853 * t + 0.010328 * t * t
    let below = 1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t
    return t - above / below
  }

  /// The natural logarithm of a positive number.
  static func logarithm(_ value: Double) -> Double {
    // ln(m · 2^e) = ln m + e · ln 2, with ln m by its area-tangent series around 1.
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    var power = ratio
    var sum = 0.0
    for step in 0..<24 {
      sum += power / Double(2 * step + 1)
      power *= ratio * ratio
    }
    return 2 * sum + exponent * 0.6931471805599453
  }
}

/// Values of a field as numbers, in the order in which they were met.
struct LabelTable<Value: Hashable> {
  /// The values by number.
  private(set) var values: [Value] = []
  private var numbers: [Value: Int] = [:]

  /// The number of a value.
  mutating func number(of value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}

extension PhraseReader {
  /// An amount of time: `45m`, `2 hours and 15 minutes`, `an hour and a half`, `3 business days`.
  /// A bare unit ("hour") counts only where `bare` allows it.
  func timeAmount(_ index: Int, bare: Bool = false) -> Found<TimeAmount>? {
    steps -= 1
    guard steps > 0, let first = amountPart(index, bare: bare) else { return nil }
    var total = TimeAmount()
    guard add(first.value, to: &total) else { return nil }
    total.isCounted = first.value.isCounted
    var end = first.end
    var last = first.value.unit
    while true {
      var place = end
      if has(place, .and) || mark(place, ",") { place += 1 }
      if mark(place - 1, ","), has(place, .and) { place += 1 }
      if place > end, has(end, .and), let extra = bareRest(place, after: last) {
        guard total.add(extra.value.amount, extra.value.unit) else { return nil }
        end = extra.end
        last = .second
        continue
      }
      if place == end, last == .hour, isNumber(end), isGlued(end), tokens[end].value < 60,
        tokens[end].digits == 2, !mark(end + 1, ":"), amountPart(end, bare: false) == nil
      {
        guard total.add(Double(tokens[end].value), .minute) else { return nil }
        end += 1
        last = .second
        continue
      }
      guard !has(place, .a) || place == end || has(end, .and),
        let next = amountPart(place, bare: false), next.value.unit < last,
        next.value.isCounted, !next.value.isBusiness
      else { break }
      guard add(next.value, to: &total) else { return nil }
      end = next.end
      last = next.value.unit
    }
    return Found(total, end)
  }

  /// One amount with its unit.
  private struct Part {
    var amount: Double
    var unit: TimeUnit
    var isBusiness: Bool
    var isCounted: Bool
  }

  private func add(_ part: Part, to total: inout TimeAmount) -> Bool {
    guard part.isBusiness else { return total.add(part.amount, part.unit) }
    guard part.amount < 10_000, total.add(0, .day) else { return false }
    total.businessDays += Int(part.amount)
    total.nominal += Int(part.amount) * 86_400
    total.count = Int(part.amount)
    return true
  }

  private func amountPart(_ index: Int, bare: Bool) -> Found<Part>? {
    if isNumber(index), mark(index + 1, "\"") || mark(index + 1, "'"), isGlued(index + 1),
      tokens[index].value < 1_000, index == 0 || !mark(index - 1, ".")
    {
      let unit = mark(index + 1, "'") ? TimeUnit.minute : .second
      guard index + 2 >= tokens.count || !isGlued(index + 2) else { return nil }
      return Found(
        Part(
          amount: Double(tokens[index].value), unit: unit, isBusiness: false, isCounted: true),
        index + 2)
    }
    var count = amount(index)
    if count == nil, has(index, .more), unit(index + 1) != nil { count = Found(1, index + 1) }
    guard count != nil || bare else { return nil }
    var place = count?.end ?? index
    if count != nil, mark(place, "-"), isGlued(place), isGlued(place + 1) { place += 1 }
    if count != nil, has(place, .more) { place += 1 }
    if has(place, .business), let unit = unit(place + 1), unit == .day {
      return Found(
        Part(amount: count?.value ?? 1, unit: .day, isBusiness: true, isCounted: count != nil),
        place + 2)
    }
    if has(place, .workday), count != nil {
      return Found(
        Part(amount: count?.value ?? 1, unit: .day, isBusiness: true, isCounted: true), place + 1)
    }
    guard let unit = unit(place) else { return nil }
    if count == nil, token(place)?.entry.isPlural == true { return nil }
    place += 1
    if mark(place, "."), isGlued(place), tokens[place - 1].end - tokens[place - 1].start <= 3,
      place + 1 < tokens.count, unit <= .hour
    {
      place += 1
    }
    var part = Part(
      amount: count?.value ?? 1, unit: unit, isBusiness: false, isCounted: count != nil)
    if let half = halfBehind(place) {
      part.amount += half.value
      place = half.end
    }
    return Found(part, place)
  }

  /// `and a half`, `and half` behind a unit.
  private func halfBehind(_ index: Int) -> Found<Double>? {
    guard has(index, .and) else { return nil }
    var place = index + 1
    if has(place, .a) { place += 1 }
    if has(place, .half), unit(place + 1) == nil, !has(place + 1, .a) {
      return Found(0.5, place + 1)
    }
    if has(place, .quarterHour), !has(place + 1, .of) { return Found(0.25, place + 1) }
    return nil
  }

  /// The rest of "1 hour and fifteen": minutes of an hour.
  private func bareRest(
    _ index: Int, after unit: TimeUnit
  ) -> Found<(amount: Double, unit: TimeUnit)>? {
    guard unit == .hour, let number = whole(index), (1..<60).contains(number.value),
      self.unit(number.end) == nil, !has(number.end, [.am, .pm, .half, .more, .and])
    else { return nil }
    return Found((Double(number.value), .minute), number.end)
  }
}

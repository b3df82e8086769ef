extension PhraseReader {
  /// A whole number in digits or words: `12`, `twelve`, `twenty-three`, `two thousand and five`.
  func whole(_ index: Int) -> Found<Int>? {
    guard let token = token(index) else { return nil }
    if token.shape == .number { return Found(token.value, index + 1) }
    guard token.entry.number >= 0, token.entry.cues.isDisjoint(with: .a) else { return nil }
    var total = 0
    var current = Int(token.entry.number)
    var place = index + 1
    while let next = self.token(place) {
      var behind = place
      if next.mark == UInt8(ascii: "-"), next.isGlued, isGlued(place + 1) { behind += 1 }
      if has(place, .and), current >= 100 || total > 0 { behind += 1 }
      guard let word = self.token(behind), word.entry.number >= 0 else { break }
      let number = Int(word.entry.number)
      if number == 100, current < 100, current > 0 {
        current *= 100
      } else if number == 1_000, current < 1_000, current > 0 {
        total += current * 1_000
        current = 0
      } else if number < 10, number > 0, current >= 20, current % 10 == 0 {
        current += number
      } else if number < 100, number > 0, current >= 100 || current == 0 && total > 0 {
        current += number
      } else {
        break
      }
      if current % 10 != 0, current > 20, number < 10 { return Found(total + current, behind + 1) }
      place = behind + 1
    }
    return Found(total + current, place)
  }

  /// A written-out year: `nineteen eighty four`, `nineteen hundred ninety three`.
  func yearWords(_ index: Int) -> Found<Int>? {
    guard let token = token(index), token.shape == .word, token.entry.number > 0,
      let first = whole(index)
    else { return nil }
    if (1_000...2_999).contains(first.value) { return first }
    guard (10...29).contains(first.value), let second = whole(first.end),
      self.token(first.end)?.shape == .word, (10...99).contains(second.value)
    else { return nil }
    return Found(first.value * 100 + second.value, second.end)
  }

  /// An ordinal, from 1: `3rd`, `third`, `twenty-third`; in some languages `3.`.
  func ordinal(_ index: Int) -> Found<Int>? {
    guard let token = token(index) else { return nil }
    if token.shape == .number {
      if isGlued(index + 1), has(index + 1, .ordinal), token.value > 0, token.value < 1_000 {
        return Found(token.value, index + 2)
      }
      if language.dotsDates, mark(index + 1, "."), isGlued(index + 1), token.value > 0,
        token.value < 1_000, token.digits <= 3
      {
        return Found(token.value, index + 2)
      }
      return nil
    }
    if token.entry.ordinal > 0, token.entry.ordinal < 20 || token.entry.ordinal % 10 != 0 {
      return Found(Int(token.entry.ordinal), index + 1)
    }
    if token.entry.number >= 20, token.entry.number % 10 == 0, token.entry.number < 100 {
      var place = index + 1
      if mark(place, "-"), isGlued(place) { place += 1 }
      if let next = self.token(place), next.entry.ordinal > 0, next.entry.ordinal < 10 {
        return Found(Int(token.entry.number) + Int(next.entry.ordinal), place + 1)
      }
    }
    return token.entry.ordinal > 0 ? Found(Int(token.entry.ordinal), index + 1) : nil
  }

  /// An ordinal that may count from the end: `2nd`, `last`, `third last`, `2nd to the last`.
  func signedOrdinal(_ index: Int) -> Found<Int>? {
    if has(index, .last) { return Found(-1, index + 1) }
    guard let count = ordinal(index) else { return nil }
    var place = count.end
    if has(place, .to) || mark(place, "-") { place = skipThe(place + 1) }
    if has(place, .last) { return Found(-count.value, place + 1) }
    return count
  }

  /// An amount: `2`, `2.5`, `1/2`, `a`, `half a`, `a few`, `a couple of`, `three quarters of an`.
  func amount(_ index: Int) -> Found<Double>? {
    if isNumber(index) { return digitAmount(index) }
    var place = index
    if has(place, .a) {
      place += 1
      if has(place, .few) || has(place, .couple) || has(place, .half)
        || has(place, .quarterHour)
      {
        return smallAmount(place)
      }
      if let number = whole(place), isPlainNumber(place) { return joinedFraction(number) }
      return token(place)?.entry.unit == nil ? nil : Found(1, place)
    }
    if let small = smallAmount(place) { return small }
    guard let number = whole(place) else { return nil }
    if has(number.end, .quarterHour) {
      var end = number.end + 1
      guard has(end, .of) else { return joinedFraction(number) }
      end += 1
      if has(end, .a) || has(end, .the) { end += 1 }
      return unit(end) == nil ? nil : Found(Double(number.value) / 4, end)
    }
    if mark(number.end, "-"), has(number.end + 1, .quarterHour), has(number.end + 2, .of) {
      let end = number.end + 3
      return Found(Double(number.value) / 4, has(end, .a) ? end + 1 : end)
    }
    return joinedFraction(number)
  }

  private func isPlainNumber(_ index: Int) -> Bool {
    guard let token = token(index) else { return false }
    return token.entry.number == 12 || token.entry.number == 100
  }

  private func digitAmount(_ index: Int) -> Found<Double>? {
    let value = Double(tokens[index].value)
    let next = index + 1
    if mark(next, ".") || mark(next, ",") && language.code != "en", isGlued(next),
      isNumber(next + 1), isGlued(next + 1), tokens[next + 1].digits <= 2
    {
      let scale = tokens[next + 1].digits == 1 ? 10.0 : 100.0
      return Found(value + Double(tokens[next + 1].value) / scale, next + 2)
    }
    if mark(next, "/"), isGlued(next), isNumber(next + 1), isGlued(next + 1),
      (2...8).contains(tokens[next + 1].value), value < 8
    {
      return Found(value / Double(tokens[next + 1].value), next + 2)
    }
    return joinedFraction(Found(tokens[index].value, next))
  }

  /// A number with `and a half`, `and an half`, `and three quarters (of)`, `and a quarter of`.
  private func joinedFraction(_ number: Found<Int>) -> Found<Double>? {
    let value = Double(number.value)
    var place = number.end
    guard has(place, .and) else { return Found(value, place) }
    place += 1
    if has(place, .a) { place += 1 }
    if has(place, .half), unit(place + 1) != nil { return Found(value + 0.5, place + 1) }
    var quarters = 1.0
    if let count = whole(place), count.value <= 3 {
      quarters = Double(count.value)
      place = count.end
    }
    guard has(place, .quarterHour) else { return Found(value, number.end) }
    place += 1
    if has(place, .of) { place += 1 }
    if has(place, .a) { place += 1 }
    return unit(place) == nil ? Found(value, number.end) : Found(value + quarters / 4, place)
  }

  private func smallAmount(_ index: Int) -> Found<Double>? {
    var value = 0.0
    var place = index + 1
    if has(index, .few) {
      value = 3
    } else if has(index, .couple) {
      value = 2
      if has(place, .of) { place += 1 }
    } else if has(index, .half) {
      value = 0.5
      if has(place, .of) { place += 1 }
      if has(place, .a) || has(place, .the) { place += 1 }
    } else if has(index, .quarterHour), has(place, .of) {
      value = 0.25
      place += 1
      if has(place, .a) || has(place, .the) { place += 1 }
    } else {
      return nil
    }
    return token(place)?.entry.unit == nil && !has(place, .more) && !has(place, .business)
      ? nil : Found(value, place)
  }
}

import Shared

extension PhraseReader {
  /// The holiday that a token names.
  private func holiday(_ index: Int) -> Holiday? {
    guard let token = token(index), token.entry.holiday >= 0 else { return nil }
    return Holiday.all[Int(token.entry.holiday)]
  }

  /// A holiday and its year: `Christmas`, `thanksgiving 2014`, `Easter of next year`, `labor day
  /// weekend`, `the 4th of July`.
  func holidayTerm(_ index: Int) -> Found<DayTerm>? {
    let start = skipThe(index)
    guard let holiday = holiday(start) else { return nil }
    var place = start + 1
    var year: Int?
    if let named = yearBehind(place) {
      year = named.value
      place = named.end
    } else if let turned = turnedYear(place) {
      year = turned.value
      place = turned.end
    }
    guard let date = year.map({ holiday.date(in: $0) }) ?? next(holiday) else { return nil }
    var term = DayTerm(date, traits: year == nil ? .holiday : [.holiday, .turned])
    if unit(place) == .weekend {
      term = weekend(around: date)
      term.traits.insert(.turned)
      place += 1
    }
    return Found(term, place)
  }

  private func turnedYear(_ index: Int) -> Found<Int>? {
    let place = has(index, [.of, .inside]) ? index + 1 : index
    if has(place, [.next, .last, .this]), unit(place + 1) == .year {
      let step = has(place, .last) ? -1 : has(place, .this) ? 0 : 1
      return Found(today.year + step, place + 2)
    }
    guard let count = whole(place), unit(count.end) == .year, has(count.end + 1, .ago) else {
      return nil
    }
    return Found(today.year - count.value, count.end + 2)
  }

  /// The next day of a holiday, today included.
  private func next(_ holiday: Holiday) -> CivilDate? {
    for year in today.year...(today.year + 9) {
      if let date = holiday.date(in: year), date >= today { return date }
    }
    return nil
  }

  /// `last Thanksgiving`, `next Christmas`.
  func turnedHoliday(_ index: Int, _ cues: Cue) -> Found<DayTerm>? {
    guard let holiday = holiday(index) else { return nil }
    guard !cues.isDisjoint(with: .last) else {
      return next(holiday).map { Found(DayTerm($0, traits: [.holiday, .turned]), index + 1) }
    }
    for year in stride(from: today.year, to: today.year - 10, by: -1) {
      if let date = holiday.date(in: year), date < today {
        return Found(DayTerm(date, traits: [.holiday, .turned, .backward]), index + 1)
      }
    }
    return nil
  }

  /// The long weekend that a day makes.
  private func weekend(around date: CivilDate) -> DayTerm {
    let first: CivilDate =
      switch date.weekday {
      case .monday: date.adding(days: -3)
      case .thursday: date
      default: date.previous(.friday)
      }
    return DayTerm(first, max(date, first.next(.sunday)).adding(days: 1), .day)
  }

  /// `weekend of Thanksgiving`.
  func weekendOf(_ index: Int) -> Found<DayTerm>? {
    let place = skipThe(index)
    guard unit(place) == .weekend, has(place + 1, .of), let day = holidayTerm(place + 2) else {
      return nil
    }
    var term = weekend(around: day.value.first)
    term.traits.insert(.turned)
    return Found(term, day.end)
  }
}

extension RecurrenceRule {
  /// True where both rules give the same instances from a start through a wall time (or the first
  /// `options.limit` of them), however they are written; false where the work runs out first.
  public func means(
    sameAs other: RecurrenceRule, from start: CivilMoment, through last: CivilDateTime? = nil,
    _ options: RecurrenceOptions = RecurrenceOptions()
  ) -> Bool {
    var mine = RecurrenceSetIterator(RecurrenceSet(start: start, rules: [self]), options)
    var theirs = RecurrenceSetIterator(RecurrenceSet(start: start, rules: [other]), options)
    let end = last?.wallSeconds ?? .max
    for _ in 0..<options.limit {
      let (left, right) = (mine.next(), theirs.next())
      if mine.isCutShort || theirs.isCutShort { return false }
      let (isLeftPast, isRightPast) = ((left ?? .max) > end, (right ?? .max) > end)
      if isLeftPast && isRightPast { return true }
      guard left == right else { return false }
      if left == nil { return true }
    }
    return true
  }
}

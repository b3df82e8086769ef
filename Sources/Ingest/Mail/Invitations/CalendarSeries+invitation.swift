import Shared

extension CalendarSeries {
  /// The series after a mail about it: its newer components take the place of the older ones.
  ///
  /// Dates that were changed before stay so where the series keeps its times; a series with other
  /// times has other dates. The oldest changes go where there are too many.
  func joined(_ invitation: Invitation, version: InvitationVersion) -> CalendarSeries {
    var joined = self
    if let new = invitation.series.master, InvitationVersion(new).isNewer(than: version) {
      if !Self.haveSameTimes(new, master) { joined.overrides = [] }
      joined.master = new
    }
    for item in changedDates(of: invitation, version: version) {
      joined.overrides.removeAll { Self.isSameDate($0, item) }
      joined.overrides.append(item)
    }
    joined.overrides = joined.overrides.suffix(InvitationLimits.changedDates)
    return joined
  }

  /// The dates of a mail that are newer than what is known of them, and where nothing is, than the
  /// series itself; those that a mail calls off carry that as their status.
  func changedDates(of invitation: Invitation, version: InvitationVersion) -> [CalendarItem] {
    let isNewSeries =
      invitation.series.master.map { InvitationVersion($0).isNewer(than: version) } ?? false
    return invitation.series.overrides.compactMap { item in
      let known = overrides.first { Self.isSameDate($0, item) }.map { InvitationVersion($0) }
      guard isNewSeries || InvitationVersion(item).isNewer(than: known ?? version) else {
        return nil
      }
      var item = item
      if invitation.method == .cancel { item.status = .cancelled }
      return item
    }
  }

  /// True where that date was called off before.
  func isCalledOff(_ date: CalendarItem) -> Bool {
    overrides.contains { Self.isSameDate($0, date) && $0.status == .cancelled }
  }

  /// The text that a row keeps of it, without descriptions and files; nil where it is too large.
  var storedText: String? {
    let items = ([master].compactMap(\.self) + overrides).map { item in
      var item = item
      item.details = nil
      item.attachments = []
      item.component = nil
      if item.recurrenceID != nil { item.attendees = [] }
      return item
    }
    let text = ICalendarWriter.text(items: items, now: Instant(seconds: 0))
    return text.unicodeScalars.count <= InvitationLimits.seriesCharacters && !text.contains("\0")
      ? text : nil
  }

  /// The series that a row keeps; nil where the text holds none.
  static func stored(_ text: String) -> CalendarSeries? {
    series(of: ICalendar(parsing: Array(text.utf8)).items).first
  }

  private static func isSameDate(_ one: CalendarItem, _ other: CalendarItem) -> Bool {
    guard one.isThisAndFuture == other.isThisAndFuture, let first = one.recurrenceID,
      let second = other.recurrenceID
    else { return false }
    return first == second
      || !first.isDate && !second.isDate && first.zone != nil && second.zone != nil
        && first.instant(floatingIn: .utc) == second.instant(floatingIn: .utc)
  }

  private static func haveSameTimes(_ one: CalendarItem, _ other: CalendarItem?) -> Bool {
    guard let other else { return true }
    return one.start == other.start && one.rules == other.rules && one.dates == other.dates
  }
}

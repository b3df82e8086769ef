import Shared

/// Which entries of a calendar take a person's time.
struct BusyRules: Sendable {
  /// The person's own words about it.
  let preferences: PlanningPreferences
  /// The person's addresses in lower case, by which invitations are recognised.
  let addresses: Set<String>

  /// The property by which events that we wrote are known; they never take time.
  static let ownProperty = "X-FRACTAL-BLOCK"

  /// The address under which calendars that know us by themselves name us.
  static let selfAddress = "self@fractal.invalid"

  /// True where the entry takes time: it is not transparent, cancelled, declined or our own, and
  /// what the person said of tentative, unanswered, whole-day and out-of-office entries allows it.
  func isBusy(_ item: CalendarItem, isAllDay: Bool) -> Bool {
    guard item.kind == .event, !item.isTransparent, item.status != .cancelled, !isOwn(item) else {
      return false
    }
    if isAllDay, !preferences.isAllDayBusy { return false }
    switch property("X-MICROSOFT-CDO-BUSYSTATUS", of: item) ?? "" {
    case "FREE": return false
    case "TENTATIVE": if !preferences.isTentativeBusy { return false }
    case "OOF": if !preferences.isOutOfOfficeBusy { return false }
    default: break
    }
    switch property("X-GOOGLE-EVENT-TYPE", of: item) ?? "" {
    case "WORKINGLOCATION", "BIRTHDAY": return false
    case "OUTOFOFFICE": if !preferences.isOutOfOfficeBusy { return false }
    default: break
    }
    if item.status == .tentative, !preferences.isTentativeBusy { return false }
    switch ownAnswer(item) {
    case .declined: return false
    case .tentative: return preferences.isTentativeBusy
    case .needsAction: return preferences.isUnansweredBusy
    default: return true
    }
  }

  /// True where a period of free/busy times takes time: it is not free, and what the person said of
  /// tentative and out-of-office entries allows it. Servers give what is out of office as
  /// unavailable.
  func isBusy(_ kind: CalendarFreeBusy.Kind) -> Bool {
    switch kind {
    case .free: false
    case .busy: true
    case .tentative: preferences.isTentativeBusy
    case .unavailable: preferences.isOutOfOfficeBusy
    }
  }

  /// True for the identifier of an event that the write-back made.
  func isOwn(_ identifier: String) -> Bool {
    identifier.hasPrefix(CalendarWriteBack.identifierPrefix)
  }

  /// True for an event that the write-back made.
  private func isOwn(_ item: CalendarItem) -> Bool {
    isOwn(item.identifier) || item.component?.property(Self.ownProperty) != nil
  }

  private func property(_ name: String, of item: CalendarItem) -> String? {
    item.component?.property(name)?.text.uppercased()
  }

  /// The person's own answer; nil where the person is not among the invited, or has made the event.
  private func ownAnswer(_ item: CalendarItem) -> CalendarAttendee.Status? {
    if let organizer = item.organizer, addresses.contains(organizer.address.lowercased()) {
      return nil
    }
    return item.attendees.first {
      addresses.contains($0.address.lowercased()) || $0.address == Self.selfAddress
    }?.status
  }
}

public import Shared

/// Shows what calendar text in a mail becomes, without a mail or a database.
public enum InvitationInspector {
  /// The draft of a mail whose calendar parts are these, for a reader in that zone; nil where they
  /// ask for nothing.
  public static func draft(_ calendars: [String], reader: Zone, now: Instant) -> TaskDraft? {
    InvitationMail(calendars, proven: nil, reader: reader, now: now).map { mail in
      mail.first(mail.complete(TaskDraft(title: "Mail")))
    }
  }

  /// The draft of the later mail where the earlier one was known, with its first event's series joined;
  /// nil where either asks for nothing.
  public static func draft(
    _ earlier: String, then later: String, reader: Zone, now: Instant
  ) -> TaskDraft? {
    guard let known = Invitation.all([earlier]).first, let next = Invitation.all([later]).first
    else { return nil }
    let version = InvitationVersion(known.item)
    let series = known.series.joined(next, version: version)
    let stored = series.storedText.flatMap(CalendarSeries.stored) ?? series
    let whole = Invitation(method: .request, series: stored, zone: known.zone)
    let flow = InvitationFlow(whole, proven: nil, reader: reader, now: now)
    return flow.complete(TaskDraft(title: "Mail"))
  }
}

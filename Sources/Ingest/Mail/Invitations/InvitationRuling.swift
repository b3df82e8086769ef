import Shared

/// What a mail about an invitation may do, decided from what is known of it and from who has been
/// proven to send it (RFC 5546 sections 2.1.4, 2.1.5 and 3.2).
///
/// A calendar can claim any organizer and a mail any sender, so only an authenticated From counts:
/// the organizer's for the invitation itself, the attendee's for the answer.
enum InvitationRuling: Hashable, Sendable {
  /// Nothing is known of it yet: it becomes a task.
  case create
  /// The task takes the new times, place and people, or those of single dates.
  case update
  /// The task is called off.
  case cancel
  /// An attendee's answer is noted.
  case answer(InvitationAttendee)
  /// It only becomes a comment; the code says why, nil where that is all it is meant to be.
  case remark(warning: String?)

  /// Decides about an invitation.
  ///
  /// - Parameters:
  ///   - invitation: what the mail brings.
  ///   - record: what came of the same UID before, nil where nothing did.
  ///   - proven: the address of From in lower case where a trusted server has authenticated it.
  static func decide(
    _ invitation: Invitation, record: InvitationRecord?, proven: String?
  ) -> InvitationRuling {
    guard let record else { return .create }
    if invitation.method == .reply { return answer(invitation, record, proven) }
    guard let organizer = record.organizer, proven == organizer else {
      return .remark(warning: "invitation_sender_unproven")
    }
    let isNewer = InvitationVersion(invitation.item).isNewer(than: record.version)
    let isDateOfSeries = invitation.isDate && record.key == invitation.key
    let changed = record.series?.changedDates(of: invitation, version: record.version) ?? []
    guard !changed.isEmpty || isNewer && !(isDateOfSeries && record.series != nil) else {
      return .remark(warning: "invitation_not_newer")
    }
    switch invitation.method {
    case .request, .publish, .cancel: break
    case .add, .refresh, .counter, .declineCounter, .reply: return .remark(warning: nil)
    }
    if isDateOfSeries {
      // Without the series nobody can say which dates are left.
      return record.series?.master == nil
        ? .remark(warning: "invitation_single_date") : .update
    }
    // What is called off is the series only where its own component says so, and is newer.
    return isNewer && invitation.isCancellation ? .cancel : .update
  }

  private static func answer(
    _ invitation: Invitation, _ record: InvitationRecord, _ proven: String?
  ) -> InvitationRuling {
    guard let proven,
      let given = InvitationAttendee.list(invitation.item).first(where: { $0.address == proven })
    else { return .remark(warning: "invitation_sender_unproven") }
    guard var known = record.attendees.first(where: { $0.address == proven }) else {
      return .remark(warning: "invitation_not_invited")
    }
    // An answer to an older version says nothing about this one.
    guard invitation.item.sequence >= record.version.sequence, let stamp = invitation.item.stamp,
      known.answeredAt.map({ stamp > $0 }) ?? true
    else { return .remark(warning: "invitation_not_newer") }
    // The task shows who comes to the series.
    guard !invitation.isDate || record.key != invitation.key else {
      return .remark(warning: "invitation_single_date")
    }
    known.status = given.status
    known.answeredAt = stamp
    return .answer(known)
  }
}

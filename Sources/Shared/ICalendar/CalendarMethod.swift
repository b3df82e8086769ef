/// What a calendar is sent for (RFC 5546 section 1.4).
public enum CalendarMethod: String, Hashable, Sendable {
  /// For information.
  case publish = "PUBLISH"
  /// Invites, or changes an invitation.
  case request = "REQUEST"
  /// Answers an invitation.
  case reply = "REPLY"
  /// Adds instances.
  case add = "ADD"
  /// Calls off.
  case cancel = "CANCEL"
  /// Asks for the latest version.
  case refresh = "REFRESH"
  /// Proposes another time.
  case counter = "COUNTER"
  /// Refuses a proposal.
  case declineCounter = "DECLINECOUNTER"
}

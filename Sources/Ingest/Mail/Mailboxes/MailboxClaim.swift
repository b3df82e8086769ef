import FoundationEssentials

/// The right to read a mailbox, which one poller has at a time.
struct MailboxClaim: Sendable {
  /// The mailbox as it stood when it was claimed.
  var mailbox: Mailbox
  /// How many mailboxes there are to be read.
  var mailboxes: Int
  /// What every write about the mailbox has to show.
  var token: UUID
}

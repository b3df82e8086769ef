/// `fractal mailbox`: mailboxes that are read over IMAP.
enum MailboxCommand: CommandGroup {
  static let name = "mailbox"
  static let summary = "add, list and remove IMAP mailboxes that become tasks"
  static let commands: [any Command.Type] = [
    MailboxAdd.self, MailboxList.self, MailboxRemove.self,
  ]
}

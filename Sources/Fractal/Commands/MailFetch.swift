import Ingest
import Shared

/// `fractal mail fetch`: looks into mailboxes now.
enum MailFetch: Command {
  static let name = "fetch"
  static let summary = "read IMAP mailboxes now instead of waiting for the next look"
  static let help = """
    usage: fractal mail fetch [NAME ...]

    Reads the named mailboxes, all of them without a name, until nothing new is in them. Messages
    are stored with their jobs; a worker makes the tasks. Exit status 1 where one could not be read.

    example:
      fractal mail fetch tasks
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, positionals: 0...1_000)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 3)
    defer { pool.close() }
    let intake = context.mailIntake(pool)
    guard let poller = MailboxService.poller(context, pool: pool, intake: intake) else {
      throw WiringError("set APP_SECRET first: passwords are sealed under it")
    }
    let all = try await Mailboxes.list(in: pool)
    let names = Set(arguments.positionals)
    if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
      throw UsageError("no mailbox '\(unknown)'; 'fractal mailbox list' shows them")
    }
    var status: Int32 = 0
    var table = TextTable("NAME", "STORED", "KNOWN", "REFUSED", "STATE")
    for mailbox in all where names.isEmpty || names.contains(mailbox.name) {
      let report = try await read(mailbox, poller)
      if report.failure != nil { status = 1 }
      table.add(
        report.name, "\(report.stored)", "\(report.duplicates)", "\(report.refused)",
        report.failure ?? "good")
    }
    print(table.text)
    return status
  }

  /// Reads a mailbox until nothing more waits in it.
  private static func read(
    _ mailbox: Mailbox, _ poller: MailboxPoller
  ) async throws -> MailboxReport {
    var sum = MailboxReport(name: mailbox.name)
    repeat {
      guard let report = try await poller.poll(mailbox.id) else {
        sum.failure = mailbox.isEnabled ? "read by another process now" : "disabled"
        return sum
      }
      sum.stored += report.stored
      sum.duplicates += report.duplicates
      sum.refused += report.refused
      sum.failure = report.failure
      sum.hasMore = report.hasMore
    } while sum.hasMore && sum.failure == nil
    return sum
  }
}

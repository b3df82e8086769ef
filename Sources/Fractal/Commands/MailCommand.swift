import Ingest
import Shared

/// `fractal mail`: hands one message in, as Postfix and friends do through a pipe.
enum MailCommand: Command {
  static let name = "mail"
  static let summary = "hand in one message from standard input, for mail servers' pipes"
  static let help = """
    usage: fractal mail --to ADDRESS [--from ADDRESS] < MESSAGE
           fractal mail replay ID [--json]
           fractal mail fetch [NAME ...]

    Stores the message and its job, then exits; a worker makes the task.

      --to ADDRESS    the envelope's recipient, such as ${original_recipient} of Postfix
      --from ADDRESS  the envelope's sender; empty, or MAILER-DAEMON as Postfix writes it unless it
                      is told otherwise, for the null sender
      replay ID       reads a stored message again and shows what would be different now;
                      'fractal mail replay --help' says more
      fetch           reads IMAP mailboxes now; 'fractal mail fetch --help' says more

    Exit status (sysexits.h): 0 accepted, 67 unknown address, 77 not allowed, 65 too large;
    75 for everything else, so that the mail server keeps the message and tries again.

    example, Postfix master.cf:
      fractal unix - n n - 4 pipe flags=Rq user=fractal null_sender=
        argv=/usr/local/bin/fractal mail --to ${original_recipient} --from ${sender}
    """

  /// Exit statuses of sysexits.h. Mail servers bounce on some and try again on others, so nothing
  /// but these may come out: 67, 77 and 65 are final, everything unexpected is 75.
  enum Status {
    /// Message and job are safe (EX_OK).
    static let accepted: Int32 = 0
    /// The message is too large (EX_DATAERR).
    static let dataError: Int32 = 65
    /// Nobody has the address (EX_NOUSER).
    static let noUser: Int32 = 67
    /// Try again later (EX_TEMPFAIL).
    static let temporaryFailure: Int32 = 75
    /// The address does not take the mail (EX_NOPERM).
    static let noPermission: Int32 = 77
  }

  static func run(_ words: [String]) async throws -> Int32 {
    if words.first == MailReplayCommand.name {
      return try await MailReplayCommand.run(Array(words.dropFirst()))
    }
    if words.first == MailFetch.name { return try await MailFetch.run(Array(words.dropFirst())) }
    do {
      return try await deliver(words)
    } catch {
      StandardError.write("fractal mail: \(error); try again later\n")
      return Status.temporaryFailure
    }
  }

  private static func deliver(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, options: ["to", "from"])
    guard let recipient = arguments.option("to") else {
      throw UsageError("--to ADDRESS is missing")
    }
    // One byte more than is taken, so that a larger message is known without reading all of it.
    let message = try StandardInput.readAll(limit: MailLimits.messageBytes + 1)
    let context = try ProgramContext.load()
    let pool = try context.makePool(connections: 2)
    defer { pool.close() }
    let outcome = try await context.mailIntake(pool).accept(
      message,
      MailEnvelope(
        recipient: recipient, source: "mail_pipe",
        sender: arguments.option("from").map(envelopeSender)))
    switch outcome {
    case .accepted, .duplicate: return Status.accepted
    case .unknownAddress: return refuse("nobody has that address", Status.noUser)
    case .notAllowed(let reason): return refuse(reason, Status.noPermission)
    case .tooMany:
      return refuse("too many mails for now; try again later", Status.temporaryFailure)
    case .tooLarge(let limit):
      return refuse("the message is larger than \(limit) bytes", Status.dataError)
    case .empty:
      // A mail server that was cut off keeps the mail and hands it in again.
      return refuse("there is no message in the input", Status.temporaryFailure)
    }
  }

  /// The envelope's sender: pipe(8) writes `MAILER-DAEMON` in place of the null sender, which is no
  /// address, unless `null_sender=` is set.
  static func envelopeSender(_ word: String) -> String {
    word == "<>" || word.uppercased() == "MAILER-DAEMON" ? "" : word
  }

  private static func refuse(_ reason: String, _ status: Int32) -> Int32 {
    StandardError.write("fractal mail: \(reason)\n")
    return status
  }
}

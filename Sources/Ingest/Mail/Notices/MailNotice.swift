import FoundationEssentials
import Shared

/// A short mail that tells a sender that nothing came of his own (RFC 3834).
///
/// It goes only to an address that a trusted server has authenticated, at most once a day for a
/// sender and a reason, never to a machine, and quotes nothing of what was sent.
struct MailNotice: Hashable, Sendable {
  /// Why nothing came of the mail.
  enum Reason: String, Sendable {
    /// It could not be made a task.
    case failed
    /// The address does not take mail of this sender.
    case refused
  }

  /// The kind of the job that sends one.
  static let kind = JobKind("mail.notice", queue: "default", priority: 3, maxAttempts: 4)

  /// Whom to tell.
  var recipient: String
  /// What to tell.
  var reason: Reason
  /// The Message-ID of the mail, where it is one that can be named.
  var answered: String?

  /// Makes the job that sends a notice, in the caller's transaction; nothing where nobody is to be
  /// told.
  static func enqueue(
    _ reason: Reason, to recipient: String?, about input: UUID? = nil, answering: String? = nil,
    workspace: UUID, in session: any PostgresSession
  ) async throws {
    guard let recipient else { return }
    let args = JSONValue.members([
      "to": .string(recipient), "reason": .string(reason.rawValue),
      "input": input.map { .string($0.uuidString.lowercased()) },
      "answers": answering.map { .string($0) },
    ])
    _ = try await JobQueue.enqueue(
      JobRequest(kind, args: args, workspace: workspace), in: session)
  }

  /// Whom a mail's failure may be told: its authenticated sender, where the address wants it and no
  /// machine has written.
  static func recipient(
    _ admission: MailAdmission, _ mail: ParsedMail, envelopeSender: String?, route: InboundRoute
  ) -> String? {
    guard route.notifiesFailures, let proven = admission.proven, SMTPClient.isAddress(proven),
      admission.automation == nil,
      !MailAutomation.forbidsAnswer(mail, envelopeSender: envelopeSender),
      mail.values(named: "x-auto-response-suppress", limit: 1).isEmpty
    else { return nil }
    return proven
  }

  /// A notice of a job's arguments; nil where they are none.
  init?(_ json: JSONValue) {
    guard let recipient = json["to"]?.stringValue, SMTPClient.isAddress(recipient),
      let reason = json["reason"]?.stringValue.flatMap(Reason.init)
    else { return nil }
    self.recipient = recipient
    self.reason = reason
    answered = json["answers"]?.stringValue.flatMap(Self.identifier)
  }

  /// A Message-ID that may stand in a header, without its brackets.
  private static func identifier(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard (3...300).contains(bytes.count), bytes.contains(UInt8(ascii: "@")),
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    return text
  }

  /// The mail from that address, lines ended by CR LF.
  ///
  /// - Parameters:
  ///   - sender: the address it comes from.
  ///   - token: hexadecimal digits that make its Message-ID its own.
  ///   - date: seconds since 1970.
  func message(from sender: String, token: String, date: Int64) -> [UInt8] {
    let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
    var lines = [
      "From: Fractal <\(sender)>", "To: <\(recipient)>", "Subject: Your mail did not become a task",
      "Date: \(Self.date(date))", "Message-ID: <\(MailAutomation.ownMark)\(token)@\(domain)>",
      "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii",
    ]
    if let answered {
      lines += ["In-Reply-To: <\(answered)>", "References: <\(answered)>"]
    }
    lines += [
      "", Self.sentence(reason), "", "This is an automatic message; answers to it are not read.",
      "You get it at most once a day for this reason.", "",
    ]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private static func sentence(_ reason: Reason) -> String {
    switch reason {
    case .failed: "Your mail was received, but no task could be made of it."
    case .refused: "The address that you wrote to does not take your mail."
    }
  }

  /// RFC 5322 section 3.3, in UTC.
  private static func date(_ seconds: Int64) -> String {
    let local = Zone.utc.local(at: Instant(seconds: seconds))
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let date = local.date
    return "\(days[date.weekday.rawValue - 1]), \(date.day) \(months[date.month - 1]) "
      + "\(date.year) \(local.time.description) +0000"
  }
}

/// What a machine sent: RFC 3834 and the headers that programs use beside it.
///
/// Such mail becomes a task only where the address's owner wants it, and is never answered.
public enum MailAutomation: String, Sendable, Equatable {
  /// A report that a mail was not delivered, or a receipt (RFC 3464, RFC 8098).
  case bounce
  /// An answer by a machine: out of office, ticket received.
  case autoReply = "auto_reply"
  /// A mailing list.
  case list
  /// Mass mail, notifications and what calls itself bulk.
  case bulk
  /// Mail that wants no answer: its envelope names no sender.
  case nullSender = "null_sender"
  /// A message that this service sent itself.
  case own

  /// What the Message-IDs of our own notices begin with.
  static let ownMark = "fractal-notice."

  /// What kind of machine sent the mail, nil where a person seems to have.
  ///
  /// - Parameters:
  ///   - mail: the mail.
  ///   - envelopeSender: the envelope's sender, empty for the null sender; nil where it is unknown.
  ///   - ownDomains: the domains of our own Message-IDs, in lower case.
  public static func find(
    in mail: ParsedMail, envelopeSender: String? = nil, ownDomains: Set<String> = []
  ) -> MailAutomation? {
    if let id = mail.messageID(), let at = id.lastIndex(of: "@") {
      let domain = id[id.index(after: at)...].lowercased()
      if id.hasPrefix(ownMark) || ownDomains.contains(domain) { return .own }
    }
    if isBounce(mail, envelopeSender) { return .bounce }
    if isAutoReply(mail) { return .autoReply }
    if mail.field(.listID) != nil || !mail.values(named: "list-post", limit: 1).isEmpty {
      return .list
    }
    if isBulk(mail) { return .bulk }
    return isNull(envelopeSender, mail) ? .nullSender : nil
  }

  /// True where no answer may ever be sent: any machine, and the null sender.
  public static func forbidsAnswer(_ mail: ParsedMail, envelopeSender: String?) -> Bool {
    find(in: mail, envelopeSender: envelopeSender) != nil
  }

  /// True for the null sender, which the delivering server writes into Return-Path where the way in
  /// does not tell it.
  private static func isNull(_ envelopeSender: String?, _ mail: ParsedMail) -> Bool {
    guard let envelopeSender else {
      return mail.values(named: "return-path", limit: 1).first == "<>"
    }
    return envelopeSender.isEmpty || envelopeSender == "<>"
  }

  private static func isBounce(_ mail: ParsedMail, _ envelopeSender: String?) -> Bool {
    if let type = mail.contentTypeParameter("report-type", of: 0)?.lowercased(),
      ["delivery-status", "disposition-notification", "feedback-report"].contains(type)
    {
      return true
    }
    if !mail.values(named: "x-failed-recipients", limit: 1).isEmpty { return true }
    let sender = mail.addresses(.from).first?.address?.lowercased() ?? ""
    let local = sender.split(separator: "@").first.map(String.init) ?? ""
    let isDaemon = local == "mailer-daemon" || local == "postmaster"
    return isDaemon && (envelopeSender == nil || isNull(envelopeSender, mail))
  }

  private static func isAutoReply(_ mail: ParsedMail) -> Bool {
    if let value = mail.values(named: "auto-submitted", limit: 1).first?.lowercased() {
      if value.hasPrefix("auto-replied") { return true }
      if value.hasPrefix("auto-generated"), isReply(mail) { return true }
    }
    for name in ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-from"]
    where mail.values(named: name, limit: 1).first.map({ $0.lowercased() != "no" }) == true {
      return true
    }
    if let precedence = mail.values(named: "precedence", limit: 1).first?.lowercased(),
      precedence == "auto_reply" || precedence == "auto-reply"
    {
      return true
    }
    // Clients that set no header still say it in front of the subject.
    let subject = mail.subject()?.lowercased() ?? ""
    return subjectStarts.contains { subject.hasPrefix($0) }
  }

  private static func isReply(_ mail: ParsedMail) -> Bool {
    mail.field(.inReplyTo) != nil || SubjectTitle.clean(mail.subject() ?? "").mark == .reply
  }

  private static func isBulk(_ mail: ParsedMail) -> Bool {
    let precedence = mail.values(named: "precedence", limit: 1).first?.lowercased() ?? ""
    if ["bulk", "junk", "list"].contains(precedence) { return true }
    if let value = mail.values(named: "auto-submitted", limit: 1).first?.lowercased(), value != "no"
    {
      return true
    }
    return !mail.values(named: "list-unsubscribe", limit: 1).isEmpty
      || !mail.values(named: "feedback-id", limit: 1).isEmpty
  }

  private static let subjectStarts = [
    "automatic reply:", "auto reply:", "autoreply:", "out of office:", "automatische antwort:",
    "abwesenheitsnotiz:", "réponse automatique :", "réponse automatique:", "respuesta automática:",
    "resposta automática:", "risposta automatica:", "automatisch antwoord:", "autosvar:",
    "automatisk svar:", "automaattinen vastaus:", "automatyczna odpowiedź:", "automatická odpověď:",
    "automatická odpoveď:", "automatikus válasz:", "автоматический ответ:",
    "автоматична відповідь:",
    "otomatik yanıt:", "răspuns automat:", "自動返信:", "自动回复:", "자동 회신:",
  ]
}

import Shared

/// The head of a forwarded mail as a reader of the task sees it.
enum ForwardHeader {
  /// A quoted block of the fields; a claim of the text, so it says "as forwarded".
  static func markdown(_ mail: ForwardedMail) -> String {
    var lines = ["> **Forwarded mail**"]
    func add(_ label: String, _ value: String) {
      guard !value.isEmpty else { return }
      lines.append("> " + label + ": " + PlainMarkdown.line(value))
    }
    add("From", mail.from.map(text) ?? "")
    add("Date", mail.date ?? "")
    add("To", mail.to.map(text).joined(separator: ", "))
    add("Cc", mail.cc.map(text).joined(separator: ", "))
    add("Subject", mail.subject ?? "")
    return lines.joined(separator: "\\\n")
  }

  /// The head as JSON, for the task's details.
  static func json(_ mail: ForwardedMail) -> JSONValue {
    .members([
      "from": mail.from.map(MailFileList.json),
      "to": mail.to.isEmpty ? nil : .array(mail.to.prefix(50).map(MailFileList.json)),
      "cc": mail.cc.isEmpty ? nil : .array(mail.cc.prefix(50).map(MailFileList.json)),
      "subject": mail.subject.map(JSONValue.string),
      "date": mail.date.map(JSONValue.string),
    ])
  }

  private static func text(_ mailbox: MailAddress) -> String {
    switch (mailbox.name, mailbox.address) {
    case (let name?, let address?): "\(name) (\(address))"
    case (let only?, nil), (nil, let only?): only
    case (nil, nil): ""
    }
  }
}

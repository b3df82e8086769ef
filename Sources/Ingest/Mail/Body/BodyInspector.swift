import Shared

/// What the body rules see in a plain text, as one line of JSON: the forward in it, and the reply.
public struct BodyInspector {
  private var line = JSONLine()

  /// A new inspector; it can be used for any number of bodies.
  public init() {}

  /// Answers one JSON line `{"subject", "body"}`; a line that is no such object gets an empty answer.
  public mutating func describe(line input: [UInt8]) -> [UInt8] {
    let value = try? JSONValue(parsing: input)
    let body = value?["body"]?.stringValue ?? ""
    let forward = ForwardParser.parse(body: body, subject: value?["subject"]?.stringValue)
    // Above a forward stands the note, without one the forwarded text is what there is to read.
    let reply = ReplyParser.parse(forward.map { $0.note ?? $0.body } ?? body)
    line = JSONLine(capacity: input.count + 256)
    line.beginObject()
    if let forward {
      add(forward)
    } else {
      line.addNull("forward")
    }
    line.beginObject("reply")
    line.add("text", reply.text)
    line.add("quoted", reply.quoted)
    line.add("signature", reply.signature)
    line.endObject()
    line.endObject()
    line.endLine()
    return line.bytes
  }

  private mutating func add(_ mail: ForwardedMail) {
    line.beginObject("forward")
    line.beginObject("from")
    line.add("name", mail.from?.name)
    line.add("address", mail.from?.address)
    line.endObject()
    add("to", mail.to)
    add("cc", mail.cc)
    line.add("subject", mail.subject)
    line.add("date", mail.date)
    line.add("body", mail.body)
    line.add("message", mail.note)
    line.endObject()
  }

  private mutating func add(_ key: StaticString, _ mailboxes: [MailAddress]) {
    line.beginArray(key)
    for mailbox in mailboxes {
      line.beginObject()
      line.add("name", mailbox.name)
      line.add("address", mailbox.address)
      line.endObject()
    }
    line.endArray()
  }
}

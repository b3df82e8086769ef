import Shared

/// Collects the files of a mail.
struct MailFileList {
  /// The attachments in their order: files, embedded messages, what Outlook packed into winmail.dat,
  /// uuencoded files of the texts. Of files with the same bytes and name one is kept.
  private(set) var attachments: [MailAttachment] = []
  /// True where there were more than are taken; the rest stays in the raw message.
  private(set) var isCut = false
  private var seen: Set<[UInt8]> = []

  /// The files of a mail; those of the message that was read as the mail passed on take its place.
  init(of mail: ParsedMail, _ content: MailContent, opened: Int? = nil, _ inner: MailContent? = nil)
  {
    let own = (content.files + content.messages).filter { $0 != opened }
    for index in (own + (inner.map { $0.files + $0.messages } ?? [])).sorted() {
      let attachment = Self.attachment(mail, index)
      if mail.parts[index].kind == .tnef, let packed = TNEFReader.read(attachment.bytes),
        !packed.attachments.isEmpty
      {
        for inner in packed.attachments { add(inner) }
      } else {
        add(attachment)
      }
    }
    for file in content.textFiles + (inner?.textFiles ?? []) {
      add(
        MailAttachment(
          name: AttachmentName.clean(file.name), claimedType: "application/octet-stream",
          contentID: nil, bytes: file.bytes))
    }
  }

  /// Takes a file. How large one may be, whoever stores it says.
  private mutating func add(_ attachment: MailAttachment) {
    guard !attachment.bytes.isEmpty,
      seen.insert(SHA256.digest(of: attachment.bytes) + attachment.name.utf8).inserted
    else { return }
    guard attachments.count < AttachmentLimits.count else {
      isCut = true
      return
    }
    attachments.append(attachment)
  }

  private static func attachment(_ mail: ParsedMail, _ index: Int) -> MailAttachment {
    let type = mail.mediaType(of: index)
    var name = mail.fileName(of: index)
    if mail.parts[index].kind == .message, name == nil,
      let inner = mail.parts.firstIndex(where: { $0.parent == index })
    {
      name = (mail.subject(of: inner) ?? "message") + ".eml"
    }
    return MailAttachment(
      name: AttachmentName.clean(name, mediaType: type), claimedType: type,
      contentID: mail.contentID(of: index), bytes: mail.content(of: index).bytes)
  }

  private static func name(_ mail: ParsedMail, _ index: Int) -> String {
    AttachmentName.clean(mail.fileName(of: index), mediaType: mail.mediaType(of: index))
  }

  /// What the HTML calls each file, as the name that the reader finds it by.
  static func contentIDs(_ mail: ParsedMail, _ content: MailContent) -> [String: String] {
    var names: [String: String] = [:]
    for index in content.files {
      if let id = mail.contentID(of: index) { names[id] = "attachment:" + name(mail, index) }
    }
    return names
  }

  /// The number from which on no file of the mail is called `image-1` or the like.
  static func freeImage(_ mail: ParsedMail, _ content: MailContent) -> Int {
    var free = 1
    for index in content.files {
      let name = name(mail, index).lowercased()
      guard name.hasPrefix("image-"),
        let number = Int(name.dropFirst(6).prefix { $0.isASCII && $0.isNumber }),
        number < 1_000_000
      else { continue }
      free = max(free, number + 1)
    }
    return free
  }

  /// A mailbox as JSON.
  static func json(_ mailbox: MailAddress) -> JSONValue {
    .members([
      "name": mailbox.name.map(JSONValue.string),
      "address": mailbox.address.map(JSONValue.string),
    ])
  }
}

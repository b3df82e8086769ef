import Shared

/// Collects the files of a mail.
struct MailFileList {
  /// The attachments in their order: files, embedded messages, what Outlook packed into winmail.dat,
  /// uuencoded files of the texts. Of files with the same bytes and name one is kept.
  private(set) var attachments: [MailAttachment] = []
  /// True where there were more than are taken; the rest stays in the raw message.
  private(set) var isCut = false
  private var seen: Set<[UInt8]> = []

  /// The files of a mail but the part that was read as the mail passed on.
  init(of mail: ParsedMail, _ content: MailContent, without opened: Int?) {
    for index in (content.files + content.messages).sorted() where index != opened {
      let attachment = Self.attachment(mail, index)
      if mail.parts[index].kind == .tnef, let packed = TNEFReader.read(attachment.bytes),
        !packed.attachments.isEmpty
      {
        for inner in packed.attachments { add(inner) }
      } else {
        add(attachment)
      }
    }
    for file in content.textFiles {
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

  /// What the HTML calls each file, as the name that the reader finds it by.
  static func contentIDs(_ attachments: [MailAttachment]) -> [String: String] {
    var names: [String: String] = [:]
    for attachment in attachments {
      if let id = attachment.contentID { names[id] = "attachment:" + attachment.name }
    }
    return names
  }

  /// The file ending of an image type.
  static func ending(_ mediaType: String) -> String {
    switch mediaType {
    case "image/png": ".png"
    case "image/jpeg": ".jpg"
    case "image/gif": ".gif"
    case "image/webp": ".webp"
    default: ""
    }
  }

  /// A mailbox as JSON.
  static func json(_ mailbox: MailAddress) -> JSONValue {
    .members([
      "name": mailbox.name.map(JSONValue.string),
      "address": mailbox.address.map(JSONValue.string),
    ])
  }
}

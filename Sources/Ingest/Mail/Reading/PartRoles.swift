import Shared

/// Which part of a mail became what, for whoever wonders about a task.
enum PartRoles {
  /// The leaves in their order: place as IMAP counts it (RFC 9051 section 6.4.5.1), type, and what
  /// was made of it.
  static func json(_ mail: ParsedMail, _ content: MailContent, opened: Int?) -> JSONValue {
    let places = places(mail)
    var roles: [Int: String] = [:]
    for index in content.files { roles[index] = "file" }
    for index in content.messages { roles[index] = index == opened ? "passed_on" : "file" }
    for index in content.calendars { roles[index] = "invitation" }
    for index in content.shown { roles[index] = "text" }
    if let index = content.alternative, !content.shown.contains(index) {
      roles[index] = "alternative"
    }
    let leaves = mail.parts.indices.filter { mail.parts[$0].isLeaf || roles[$0] != nil }
    return .array(
      leaves.prefix(ReadingLimits.explainedParts).map { index in
        [
          "part": .string(places[index]), "type": .string(mail.mediaType(of: index)),
          "became": .string(roles[index] ?? "nothing"),
        ]
      })
  }

  private static func places(_ mail: ParsedMail) -> [String] {
    var counts = [Int](repeating: 0, count: mail.parts.count)
    var places: [String] = []
    for part in mail.parts {
      guard part.parent >= 0 else {
        places.append(part.isLeaf ? "1" : "")
        continue
      }
      counts[part.parent] += 1
      let above = places[part.parent]
      // Deep nests would make long names of no use.
      places.append(
        above.utf8.count > 60
          ? above : (above.isEmpty ? "" : above + ".") + "\(counts[part.parent])")
    }
    return places
  }
}

/// What a reader does with each leaf of a mail: the text to show, files, invitations.
///
/// The choice follows RFC 8621 section 4.1.4: of alternatives one text is shown, inline texts stand
/// in their order, everything else is a file.
public struct MailContent: Sendable {
  /// A stretch of the body.
  public enum Piece: Sendable, Equatable {
    /// Plain text, format=flowed undone.
    case plain(String)
    /// HTML as sent: hostile until converted.
    case html(String)
  }

  /// The body in its order.
  public internal(set) var pieces: [Piece] = []
  /// The plain text that stands beside an HTML piece as its alternative, where there is one.
  public internal(set) var plainAlternative: String?
  /// Leaves whose text is shown, in their order.
  public internal(set) var shown: [Int] = []
  /// The leaf of ``plainAlternative``.
  public internal(set) var alternative: Int?
  /// Leaves that are files, in their order.
  public internal(set) var files: [Int] = []
  /// `text/calendar` leaves; they are files as well.
  public internal(set) var calendars: [Int] = []
  /// Embedded whole messages (`message/rfc822`), outermost only.
  public internal(set) var messages: [Int] = []
  /// Files that stood in the text itself, uuencoded: names and bytes.
  public internal(set) var textFiles: [(name: String, bytes: [UInt8])] = []
  /// What was odd in the texts.
  public internal(set) var warnings = MailWarnings()

  /// The body as plain text: HTML pieces reduced to their text.
  public var plainText: String {
    var result = ""
    for piece in pieces {
      let text =
        switch piece {
        case .plain(let text): text
        case .html(let html): HTMLPlainText.text(of: html)
        }
      if result.isEmpty {
        result = text
      } else if !text.isEmpty {
        result += (result.hasSuffix("\n") ? "\n" : "\n\n") + text
      }
    }
    return result
  }

  /// Chooses from a mail, or from a message embedded in it.
  public init(_ mail: ParsedMail, part: Int = 0) {
    var chooser = ContentChooser(mail)
    chooser.visit(part)
    self = chooser.content
  }

  /// Nothing yet.
  init() {}
}

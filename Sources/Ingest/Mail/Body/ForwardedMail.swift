/// A mail that somebody passed on inside the text of another, as that text tells it.
///
/// Everything in it is a claim of the forwarder's text: shown, never trusted.
public struct ForwardedMail: Sendable, Equatable {
  /// Who wrote it, as far as the text says.
  public var from: MailAddress?
  /// Whom it went to.
  public var to: [MailAddress] = []
  /// Who got copies.
  public var cc: [MailAddress] = []
  /// Its subject.
  public var subject: String?
  /// Its date as written, in any language.
  public var date: String?
  /// Its text.
  public var body = ""
  /// What the forwarder wrote above it.
  public var note: String?
}

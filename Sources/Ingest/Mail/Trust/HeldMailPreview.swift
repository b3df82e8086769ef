import FoundationEssentials
public import Shared

/// What a person sees of a held mail before he decides: its words without its HTML, and the names of
/// its files.
public struct HeldMailPreview: Sendable {
  /// The beginning of the text.
  public let text: String
  /// The cleaned names of its files.
  public let files: [String]
  /// Codes of what looked wrong.
  public let warnings: [String]

  /// The preview of a raw message.
  public init(_ message: [UInt8]) async {
    let reading = await MailReader().read(MailParser.parse(message))
    let text = reading.description
    self.text =
      text.count > ReadingLimits.previewCharacters
      ? text.prefix(ReadingLimits.previewCharacters) + "…" : text
    files = reading.attachments.map(\.name)
    warnings = reading.warnings
  }

  /// The preview of a held mail; nil where its raw message is no longer kept.
  public static func of(
    _ held: MailQuarantine.Held, as actor: Actor, store: any ObjectStore,
    in session: any PostgresSession
  ) async throws -> HeldMailPreview? {
    guard
      let input = try await RawInputs.input(held.input, workspace: actor.workspace, in: session),
      let key = input.objectKey.flatMap({ ObjectKey($0) })
    else { return nil }
    return await HeldMailPreview(try await store.get(key, limit: MailLimits.messageBytes))
  }
}

import FoundationEssentials
import Shared

extension QuickAdd {
  /// The dedupe key of a person's idempotency key.
  private func dedupeKey(_ key: String, _ actor: Actor) -> String {
    DedupeKey.make("line", [actor.user.uuidString, key])
  }

  /// The member of an input's details that tells the text of a key from another.
  private static let textHash = "text_sha256"

  private static func hash(of text: String) -> String { SHA256.hexDigest(of: Array(text.utf8)) }

  /// What the key made before, looked up before any work is done for the line; nil where nobody has
  /// used it, or a request with it is under way.
  func earlier(_ key: String, _ text: String, as actor: Actor) async throws -> Answer? {
    guard
      let input = try await RawInputs.input(
        key: dedupeKey(key, actor), workspace: actor.workspace, in: pool)
    else { return nil }
    return try QuickAdd.answer(of: input, to: text)
  }

  /// What the key made before; nil where it is new, which then is noted. A second request with the
  /// same key waits for the first to commit.
  func repeated(
    _ key: String, _ text: String, _ door: String, as actor: Actor,
    in session: any PostgresSession
  ) async throws -> Answer? {
    let accepted = try await RawInputs.accept(
      RawInput(
        actor: actor, source: "line", dedupeKey: dedupeKey(key, actor), objectKey: nil,
        byteCount: Int64(text.utf8.count),
        details: [
          "door": .string(door), Self.textHash: .string(Self.hash(of: text)),
        ]), in: session)
    return accepted.isNew ? nil : try QuickAdd.answer(of: accepted.input, to: text)
  }

  /// What an input became, for a request that repeats it.
  ///
  /// - Throws: `TaskError.invalid` where that was another text (draft-ietf-httpapi-idempotency-key
  ///   section 2.7), `.stale` where it is not done yet.
  private static func answer(of input: StoredInput, to text: String) throws -> Answer {
    if let known = input.details[textHash]?.stringValue, known != hash(of: text) {
      throw TaskError(.invalid, field: "Idempotency-Key", "the key was used for another text")
    }
    guard let task = input.task, let transaction = input.transaction else {
      throw TaskError(.stale, entity: "input", "the same key is in use")
    }
    return Answer(transaction: transaction, added: [], task: task, isRepeated: true)
  }

  /// Notes what the key made.
  func remember(
    _ key: String, task: UUID, _ transaction: UUID, as actor: Actor,
    in session: any PostgresSession
  ) async throws {
    let accepted = try await RawInputs.accept(
      RawInput(
        actor: actor, source: "line", dedupeKey: dedupeKey(key, actor), objectKey: nil,
        byteCount: 0), in: session)
    try await RawInputs.setOutcome(
      .task, of: accepted.input.id, task: task, transaction: transaction, in: session)
  }
}

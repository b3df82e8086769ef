import FoundationEssentials
import Shared

extension QuickAdd {
  /// The dedupe key of a person's idempotency key.
  private func dedupeKey(_ key: String, _ actor: Actor) -> String {
    DedupeKey.make("line", [actor.user.uuidString, key])
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
        byteCount: Int64(text.utf8.count), details: ["door": .string(door)]), in: session)
    guard !accepted.isNew else { return nil }
    guard let task = accepted.input.task, let transaction = accepted.input.transaction else {
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

import FoundationEssentials
import Shared
import Support
import Testing

@Suite struct ObjectReferencesTests {
  @Test("an object is named by an input, an attachment, and for a while by an undone one")
  func named() async throws {
    try await TestWorld.with { world in
      _ = try await RawInputs.accept(
        RawInput(
          actor: world.actor, source: "line", dedupeKey: "k", objectKey: "raw", byteCount: 1),
        in: world.pool)
      var draft = TaskDraft(title: "a")
      draft.attachments = [
        TaskAttachment(fileName: "f", mediaType: nil, byteCount: 1, key: "blob")
      ]
      let written = try await world.write(draft)
      let keys = ["raw", "blob", "other"]
      #expect(try await ObjectReferences.unnamed(keys, in: world.pool) == ["other"])
      _ = try await world.pool.transaction { session in
        try await TaskHistory().undo(
          transaction: written.transaction, as: world.actor, in: session)
      }
      try await world.expect("select count(*) from attachments", 0)
      #expect(try await ObjectReferences.unnamed(keys, in: world.pool) == ["other"])
      try await world.pool.execute(
        SQL("", "update pipeline.object_holds set held_until = now()"))
      #expect(try await ObjectReferences.unnamed(keys, in: world.pool) == ["blob", "other"])
      #expect(try await ObjectReferences.releaseEnded(in: world.pool) == 1)
    }
  }
}

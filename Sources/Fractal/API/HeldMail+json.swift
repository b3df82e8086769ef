import FoundationEssentials
import Ingest
import Shared

extension MailQuarantine.Held {
  /// The held mail for lists of API and command line.
  var json: JSONValue { json(with: nil) }

  /// The held mail with what is seen of its text.
  func json(with preview: HeldMailPreview?) -> JSONValue {
    .members([
      "id": .string(id.uuidString.lowercased()), "input": .string(input.uuidString.lowercased()),
      "reason": .string(reason), "sender": sender.map { .string($0) },
      "subject": subject.map { .string($0) }, "held_at": .string(heldAt.description),
      "text": preview.map { .string($0.text) },
      "files": preview.map { .array($0.files.map { .string($0) }) },
      "warnings": preview.map { .array($0.warnings.map { .string($0) }) },
    ])
  }
}

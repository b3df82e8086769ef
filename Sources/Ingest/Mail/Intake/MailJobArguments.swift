import FoundationEssentials
import Shared

/// What the job of a mail gets.
struct MailJobArguments: Hashable, Sendable {
  /// The row of `pipeline.raw_inputs`.
  var input: UUID
  /// The project that the address leads to.
  var project: UUID?
  /// An earlier input with the same Message-ID and other content.
  var sameIdentity: UUID?

  /// Arguments of those parts.
  init(input: UUID, project: UUID?, sameIdentity: UUID?) {
    self.input = input
    self.project = project
    self.sameIdentity = sameIdentity
  }

  /// Reads them back; nil where they are not a mail's.
  init?(_ json: JSONValue) {
    guard let input = json["input"]?.stringValue.flatMap(UUID.init(uuidString:)) else {
      return nil
    }
    self.input = input
    project = json["project"]?.stringValue.flatMap(UUID.init(uuidString:))
    sameIdentity = json["same_identity"]?.stringValue.flatMap(UUID.init(uuidString:))
  }

  /// As they stand on the job.
  var json: JSONValue {
    .members([
      "input": .string(input.uuidString.lowercased()),
      "project": project.map { .string($0.uuidString.lowercased()) },
      "same_identity": sameIdentity.map { .string($0.uuidString.lowercased()) },
    ])
  }
}

import FoundationEssentials
import Shared

/// What the job of a capture gets.
struct CaptureJobArguments: Hashable, Sendable {
  /// The row of `pipeline.raw_inputs`.
  var input: UUID

  /// Arguments for that input.
  init(input: UUID) {
    self.input = input
  }

  /// Reads them back; nil where they are not a capture's.
  init?(_ json: JSONValue) {
    guard let input = json["input"]?.stringValue.flatMap(UUID.init(uuidString:)) else {
      return nil
    }
    self.input = input
  }

  /// As they stand on the job.
  var json: JSONValue { ["input": .string(input.uuidString.lowercased())] }
}

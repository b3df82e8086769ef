import FoundationEssentials
import Shared

/// Where a person finds the message that an input was.
enum RawMessage {
  /// The path of the raw message below the API.
  static func path(of input: UUID) -> String {
    "/v1/inputs/\(input.uuidString.lowercased())/raw"
  }
}

import Shared

/// What a sample really became.
enum DemoResult: Sendable {
  /// This task, as the API shows it; true where the input made it now or earlier.
  case task(JSONValue)
  /// Accepted as one that had been there already: the task of the first.
  case duplicate(JSONValue?)
  /// Refused: no such address.
  case unknownAddress
  /// Anything else, in words.
  case failed(String)
}

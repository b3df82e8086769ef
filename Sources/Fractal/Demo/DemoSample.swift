import Foundation
import Shared

/// A sample mail with what it should become.
struct DemoSample: Sendable {
  /// What should happen to a sample.
  enum Outcome: String, Sendable {
    case task
    case duplicate
    case unknownAddress = "unknown address"
  }

  /// The file's name without its ending, such as `03-japanese`.
  let name: String
  /// The raw message.
  let message: [UInt8]
  /// What it should become, as `fixtures/demo/README.md` describes it.
  let expected: JSONValue

  /// The envelope recipient.
  var recipient: String { expected["to"]?.stringValue ?? "" }
  /// What should happen.
  var outcome: Outcome? { expected["outcome"]?.stringValue.flatMap(Outcome.init) }

  /// Every sample of the folder, ordered by name; throws where one lacks its expectation.
  static func samples(in folder: String) throws -> [DemoSample] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
    guard !names.isEmpty else { throw WiringError("no .eml files in \(folder)") }
    return try names.prefix(DemoLimits.samples).map { name in
      let path = folder + "/" + name
      let message = try Data(contentsOf: URL(filePath: path + ".eml"))
      let expected = try Data(contentsOf: URL(filePath: path + ".json"))
      let sample = DemoSample(
        name: name, message: Array(message), expected: try JSONValue(parsing: Array(expected)))
      guard sample.outcome != nil, !sample.recipient.isEmpty else {
        throw WiringError("\(path).json names no recipient or no known outcome")
      }
      return sample
    }
  }
}

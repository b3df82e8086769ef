import Foundation
import Shared

/// A sample mail, page or typed line with what it should become.
struct DemoSample: Sendable {
  /// What a sample is, by the ending of its file.
  enum Source: String, CaseIterable, Sendable {
    case mail = "eml"
    case page = "html"
    case line
  }

  /// What should happen to a sample.
  enum Outcome: String, Sendable {
    case task
    case duplicate
    case unknownAddress = "unknown address"
  }

  /// The file's name without its ending, such as `03-japanese`.
  let name: String
  /// What it is.
  var source = Source.mail
  /// The raw message, the page's HTML, or the line.
  let message: [UInt8]
  /// What it should become, as `fixtures/demo/README.md` describes it.
  let expected: JSONValue

  /// The envelope recipient.
  var recipient: String { expected["to"]?.stringValue ?? "" }
  /// The address of a page.
  var url: String { expected["url"]?.stringValue ?? "" }
  /// What should happen.
  var outcome: Outcome? { expected["outcome"]?.stringValue.flatMap(Outcome.init) }

  /// Every sample of the folder, ordered by name; throws where one lacks its expectation.
  static func samples(in folder: String) throws -> [DemoSample] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let samples = try names.compactMap { try sample(named: $0, in: folder) }
    guard !samples.isEmpty else { throw WiringError("no .eml, .html or .line files in \(folder)") }
    return Array(samples.prefix(DemoLimits.samples))
  }

  /// The sample of a file; nil where the file is none.
  private static func sample(named file: String, in folder: String) throws -> DemoSample? {
    let parts = file.split(separator: ".")
    guard parts.count == 2, let source = Source(rawValue: String(parts[1])) else { return nil }
    let path = "\(folder)/\(parts[0])"
    let message = try Data(contentsOf: URL(filePath: "\(folder)/\(file)"))
    let expected = try Data(contentsOf: URL(filePath: path + ".json"))
    let sample = DemoSample(
      name: String(parts[0]), source: source, message: Array(message),
      expected: try JSONValue(parsing: Array(expected)))
    let place =
      switch source {
      case .mail: sample.recipient
      case .page: sample.url
      case .line: sample.name
      }
    guard sample.outcome != nil, !place.isEmpty else {
      throw WiringError("\(path).json names no recipient or url, or no known outcome")
    }
    return sample
  }
}

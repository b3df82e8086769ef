public import Shared

/// A double of a service that tests cannot reach, run for as long as it is held; see Tests/Doubles.
public struct ServiceDouble: Sendable {
  /// Which service.
  public enum Service: String, Sendable {
    /// Amazon Bedrock Runtime.
    case bedrock = "bedrock_server.py"
    /// Qdrant.
    case qdrant = "qdrant_server.py"
  }

  /// What went wrong with the double itself.
  public enum Failure: Error {
    /// It refused what it was told to do.
    case refused(String)
  }

  /// Where it is, as its users write it.
  public let endpoint: String
  /// What else it said of itself: keys, region, port.
  public let facts: JSONValue
  private let server: PythonServer
  private let port: UInt16

  /// Starts a double.
  ///
  /// - Throws: `PythonPeer.Failure`.
  public init(_ service: Service, arguments: [String] = []) throws {
    let server = try PythonServer(service.rawValue, arguments: arguments)
    self.server = server
    facts = server.facts
    endpoint = server.facts["endpoint"]?.stringValue ?? ""
    port = UInt16(server.facts["port"]?.intValue ?? 0)
  }

  /// A text of the facts.
  public func fact(_ name: String) -> String { facts[name]?.stringValue ?? "" }

  /// Scripts replies.
  public func setRules(_ rules: JSONValue) async throws { try await post("rules", rules) }

  /// Scripts faults, replacing those that are left.
  public func setFaults(_ faults: JSONValue) async throws { try await post("faults", faults) }

  /// Lets a collection's graphs be built.
  public func optimize(_ collection: String) async throws {
    try await post("optimize/\(collection)")
  }

  /// Every request since the start or the last ``clearLog()``, in order.
  public func log() async -> [JSONValue] {
    await SimpleHTTP.send("GET", "/_double/log", port: port).json.arrayValue ?? []
  }

  /// Forgets the requests so far.
  public func clearLog() async { _ = await SimpleHTTP.send("DELETE", "/_double/log", port: port) }

  private func post(_ path: String, _ body: JSONValue = .null) async throws {
    let answer = await SimpleHTTP.send(
      "POST", "/_double/\(path)", port: port, body: body.serializedBytes)
    guard answer.status == 200 else { throw Failure.refused(answer.body) }
  }
}

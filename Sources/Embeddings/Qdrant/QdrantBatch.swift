import Shared

/// Points of one request, kept below what Qdrant takes.
struct QdrantBatch: Sendable {
  private static let opening = Array("{\"points\":[".utf8)
  private var bytes = Self.opening
  private var count = 0

  /// No points yet.
  init() {}

  /// True without points.
  var isEmpty: Bool { count == 0 }

  /// True where one more point of those bytes goes in; the first always does.
  func fits(_ point: [UInt8]) -> Bool {
    isEmpty
      || (count < QdrantLimits.pointsPerRequest
        && bytes.count + point.count + 3 <= QdrantLimits.requestBytes)
  }

  /// Adds a point.
  mutating func add(_ point: [UInt8]) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    bytes += point
    count += 1
  }

  /// The request's body.
  var body: [UInt8] { bytes + Array("]}".utf8) }
}

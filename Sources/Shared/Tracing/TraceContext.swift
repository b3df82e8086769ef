/// Where a call stands in a distributed trace: the header `traceparent` of W3C Trace Context,
/// version 00.
public struct TraceContext: Hashable, Sendable {
  /// The trace, 32 lower-case hexadecimal digits.
  public let traceID: String
  /// The span that made the call, 16 lower-case hexadecimal digits.
  public let spanID: String
  /// True where the caller records the trace.
  public let isSampled: Bool

  /// The context of known ids; the caller vouches for their form.
  public init(traceID: String, spanID: String, isSampled: Bool) {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
  }

  /// Reads a `traceparent` value; nil where it is malformed, of version ff, or all zero.
  ///
  /// A later version may carry more fields after the flags (section 3.2.4 of the standard).
  public init?(traceparent: String) {
    let bytes = Array(traceparent.utf8)
    guard bytes.count >= 55, bytes.count <= 512, bytes[2] == 0x2D, bytes[35] == 0x2D,
      bytes[52] == 0x2D
    else { return nil }
    let version = bytes[0..<2]
    let trace = bytes[3..<35]
    let span = bytes[36..<52]
    let flags = bytes[53..<55]
    for part in [version, trace, span, flags] where !part.allSatisfy(Self.isLowerHex) {
      return nil
    }
    if version.elementsEqual("ff".utf8) { return nil }
    if version.elementsEqual("00".utf8) {
      guard bytes.count == 55 else { return nil }
    } else if bytes.count > 55, bytes[55] != 0x2D {
      return nil
    }
    guard trace.contains(where: { $0 != 0x30 }), span.contains(where: { $0 != 0x30 }) else {
      return nil
    }
    self.init(
      traceID: String(decoding: trace, as: UTF8.self),
      spanID: String(decoding: span, as: UTF8.self),
      isSampled: (Hex.value(of: bytes[54]) ?? 0) & 1 == 1)
  }

  /// The value of the header `traceparent`.
  public var traceparent: String {
    "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")"
  }

  private static func isLowerHex(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x66 ~= byte
  }
}

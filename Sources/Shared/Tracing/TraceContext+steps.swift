extension TraceContext {
  /// The start of a new trace, with random ids.
  public static func root() -> TraceContext {
    TraceContext(
      traceID: digits(.random(in: 1 ... .max)) + digits(.random(in: 0 ... .max)),
      spanID: digits(.random(in: 1 ... .max)), isSampled: true)
  }

  /// A new step of the same trace, with a random id.
  public func child() -> TraceContext {
    TraceContext(
      traceID: traceID, spanID: Self.digits(.random(in: 1 ... .max)), isSampled: isSampled)
  }

  /// 16 lower-case hexadecimal digits of the number.
  static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

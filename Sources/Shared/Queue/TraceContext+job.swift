extension TraceContext {
  /// The step of one attempt at a job: a child of `parent`, or the root of a trace of its own.
  ///
  /// Its ids follow from job and claim, so that an attempt has one wherever it is asked for.
  init(job: Int64, claim: Int64, parent: TraceContext?) {
    var mixer = SplitMix64(
      state: UInt64(bitPattern: job) &* 0x9E37_79B9 ^ UInt64(bitPattern: claim))
    let own = Self.hexadecimal(mixer.next() | 1)
    let trace = Self.hexadecimal(mixer.next() | 1) + Self.hexadecimal(mixer.next())
    self.init(
      traceID: parent?.traceID ?? trace, spanID: own, isSampled: parent?.isSampled ?? true)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension TraceContext {
  /// The step of one attempt at a job: a child of `parent`, or the root of a trace of its own.
  ///
  /// Its ids follow from job and claim, so that an attempt has one wherever it is asked for.
  init(job: Int64, claim: Int64, parent: TraceContext?) {
    var mixer = SeededRandom(
      seed: UInt64(bitPattern: job) &* 0x9E37_79B9 ^ UInt64(bitPattern: claim))
    let own = Self.digits(mixer.next() | 1)
    let trace = Self.digits(mixer.next() | 1) + Self.digits(mixer.next())
    self.init(
      traceID: parent?.traceID ?? trace, spanID: own, isSampled: parent?.isSampled ?? true)
  }
}

import FoundationEssentials

extension Instant {
  /// This machine's clock, to the microsecond: for log lines and file names, where nothing is
  /// decided. What decides asks the database.
  public static var machineNow: Instant {
    // Foundation, because the C library's `timespec` is claimed by more than one module, and which
    // one wins depends on what else a build imports.
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }
}

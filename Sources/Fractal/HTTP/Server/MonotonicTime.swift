import Glibc

/// The system's monotonic clock, for deadlines inside one process.
enum MonotonicTime {
  /// Milliseconds since an arbitrary start; never runs backwards.
  static var milliseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
  }
}

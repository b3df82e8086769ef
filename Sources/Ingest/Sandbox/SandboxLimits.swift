/// Limits on the child processes that read outside bytes.
public enum SandboxLimits {
  /// Seconds of CPU that one request may use; the kernel ends the child beyond them.
  public static let cpuSeconds: UInt64 = 10
  /// Seconds that one request may take by the clock.
  public static let wallSeconds = 30.0
  /// Bytes of address space of a child.
  public static let memoryBytes: UInt64 = 2 << 30
  /// Files that a child may hold open.
  public static let openFiles: UInt64 = 16
  /// Requests after which a child is replaced, so that what one page left behind ends with it.
  public static let requestsPerChild = 200
  /// Bytes of one request or answer.
  public static let frameBytes = 128 << 20
  /// Tries, 20 ms apart, to start a program whose file somebody still writes.
  static let busyStarts = 100
  /// Children of one pool, unless the caller says otherwise.
  public static let children = 2
}

import CLinux
import CSandbox
import Glibc
import Shared

/// The side of the child: gives up what it does not need, then answers requests until its input
/// ends.
public enum SandboxService {
  /// Answers one request; nil where it knows no such request.
  public typealias Handler = (SandboxFrame) -> SandboxFrame?

  /// Runs until the input ends; returns the exit status.
  ///
  /// `prepare` runs before the limits are set: it opens what a handler needs from files.
  public static func run(preparing prepare: () -> Void, _ handler: Handler) -> Int32 {
    prepare()
    restrict()
    while let length = readLength() {
      guard length <= SandboxLimits.frameBytes, let body = readExactly(length) else { return 65 }
      allowMoreCPU()
      let request = SandboxFrame(body: body)
      let answer =
        request.flatMap(handler) ?? .refusal
      guard write(answer.encoded) else { return 74 }
    }
    return 0
  }

  /// Gives up the network, other processes, other files and core dumps, and limits memory. What
  /// the kernel does not allow to be given up stays: containers may forbid it.
  private static func restrict() {
    _ = fractal_leave_network()
    limit(__rlimit_resource_t(4), to: 0)  // core
    limit(__rlimit_resource_t(1), to: 0)  // fsize
    limit(__rlimit_resource_t(7), to: SandboxLimits.openFiles)
    if !isSanitized { limit(__rlimit_resource_t(9), to: SandboxLimits.memoryBytes) }
    _ = fractal_refuse_system_calls()
  }

  /// True in a build with a sanitizer, whose shadow memory alone is terabytes of address space.
  private static var isSanitized: Bool {
    dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
  }

  private static func limit(_ resource: __rlimit_resource_t, to value: UInt64) {
    var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
    _ = setrlimit(resource, &limits)
  }

  /// Sets the limit on CPU time anew for each request, counted from what is used.
  private static func allowMoreCPU() {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF
    let used = UInt64(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    var limits = rlimit()
    getrlimit(__rlimit_resource_t(0), &limits)
    limits.rlim_cur = rlim_t(used + SandboxLimits.cpuSeconds + 1)
    _ = setrlimit(__rlimit_resource_t(0), &limits)
  }

  private static func readLength() -> Int? {
    guard let bytes = readExactly(4) else { return nil }
    return (0..<4).reduce(0) { $0 | Int(bytes[$1]) << ($1 * 8) }
  }

  private static func readExactly(_ length: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: length)
    var got = 0
    while got < length {
      let count = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress! + got, length - got) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      got += count
    }
    return bytes
  }

  private static func write(_ bytes: [UInt8]) -> Bool {
    StandardOutput.write(bytes: bytes)
  }
}

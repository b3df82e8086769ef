import CLinux
import CSandbox
import Glibc

/// One child process of this program that reads outside bytes, and the pipes to it.
///
/// Its calls block. The child inherits nothing but the two pipes and standard error: no other
/// descriptor, no environment.
final class SandboxChild {
  private var process: pid_t = 0
  private var input: Int32 = -1
  private var output: Int32 = -1
  /// Requests that were answered.
  private(set) var answered = 0

  /// Starts the program with `ingest-child` as its verb.
  init(program: String) throws(SandboxError) {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    guard fractal_pipe(&toChild) == 0 else { throw SandboxError(.start, code: errno) }
    guard fractal_pipe(&fromChild) == 0 else {
      let code = errno
      for descriptor in toChild { close(descriptor) }
      throw SandboxError(.start, code: code)
    }
    let result = Self.spawn(program, reading: toChild[0], writing: fromChild[1], &process)
    close(toChild[0])
    close(fromChild[1])
    input = toChild[1]
    output = fromChild[0]
    guard result == 0 else {
      process = 0
      throw SandboxError(.start, code: result)
    }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  deinit {
    end()
  }

  private static func spawn(
    _ program: String, reading: Int32, writing: Int32, _ process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, reading, 0)
    posix_spawn_file_actions_adddup2(&actions, writing, 1)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("fractal"), strdup("ingest-child"), nil]
    // A fault in the child is an answer, not something to be looked at by a debugger.
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no"), nil]
    defer {
      for word in words { free(word) }
      for word in environment { free(word) }
    }
    // While the program's file is being put in place, somebody who writes it may still have it open
    // (this process too, in a child that it is just making): it is free again at once.
    var result = posix_spawn(&process, program, &actions, nil, &words, &environment)
    for _ in 0..<SandboxLimits.busyStarts where result == ETXTBSY {
      usleep(20_000)
      result = posix_spawn(&process, program, &actions, nil, &words, &environment)
    }
    return result
  }

  /// Sends a request and waits for its answer. After an error the child is of no more use.
  func exchange(_ request: SandboxFrame, seconds: Double) throws(SandboxError) -> SandboxFrame {
    let bytes = request.encoded
    guard bytes.count <= SandboxLimits.frameBytes else { throw SandboxError(.frame) }
    let deadline = Self.now() + seconds
    try send(bytes, until: deadline)
    var answer = try receive(4, until: deadline)
    let length = (0..<4).reduce(0) { $0 | Int(answer[$1]) << ($1 * 8) }
    guard length <= SandboxLimits.frameBytes else { throw SandboxError(.frame) }
    answer = try receive(length, until: deadline)
    guard let frame = SandboxFrame(body: answer) else { throw SandboxError(.frame) }
    answered += 1
    return frame
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func send(_ bytes: [UInt8], until deadline: Double) throws(SandboxError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(input, $0.baseAddress! + sent, bytes.count - sent) }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(input, Int16(POLLOUT), until: deadline)
      } else if errno != EINTR {
        throw crash()
      }
    }
  }

  private func receive(_ length: Int, until deadline: Double) throws(SandboxError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    var got = 0
    while got < length {
      let count = bytes.withUnsafeMutableBytes { read(output, $0.baseAddress! + got, length - got) }
      if count > 0 {
        got += count
      } else if count == 0 {
        throw crash()
      } else if errno == EAGAIN {
        try wait(output, Int16(POLLIN), until: deadline)
      } else if errno != EINTR {
        throw crash()
      }
    }
    return bytes
  }

  private func wait(
    _ descriptor: Int32, _ events: Int16, until deadline: Double
  ) throws(SandboxError) {
    let left = deadline - Self.now()
    guard left > 0 else {
      end()
      throw SandboxError(.timeout)
    }
    var item = pollfd(fd: descriptor, events: events, revents: 0)
    _ = poll(&item, 1, Int32(min(left * 1_000 + 1, 60_000)))
  }

  private func crash() -> SandboxError {
    let status = end()
    // The lower seven bits of a wait status are the signal (wait(2)).
    return SandboxError(.crash, code: status & 0x7F)
  }

  /// Closes the pipes, ends the child and waits for it, so that its CPU time is counted.
  @discardableResult
  func end() -> Int32 {
    guard process > 0 else { return 0 }
    close(input)
    // A child that waits for a request ends by itself when its input closes; one that works is
    // ended.
    var item = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    _ = poll(&item, 1, 500)
    var status: Int32 = 0
    if waitpid(process, &status, WNOHANG) != process {
      kill(process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    close(output)
    process = 0
    return status
  }
}

import Glibc

/// The lines of the process's standard input, each as soon as it is there.
public struct StandardInputLines: ~Copyable {
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private let limit: Int

  /// The lines of at most so many bytes; a longer one ends the stream.
  public init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// The next line without its end, nil after the last. Waits for it.
  public mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        let line = Array(buffer[start..<end])
        start = end + 1
        return line
      }
      searched = buffer.count - start
      buffer.removeFirst(start)
      start = 0
      guard !isAtEnd, buffer.count <= limit else {
        guard !buffer.isEmpty, buffer.count <= limit else { return nil }
        defer { buffer = [] }
        return buffer
      }
      fill()
    }
  }

  private mutating func fill() {
    let room = 65_536
    let held = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let got = buffer.withUnsafeMutableBytes { bytes in
      var count = read(0, bytes.baseAddress! + held, room)
      while count < 0 && errno == EINTR { count = read(0, bytes.baseAddress! + held, room) }
      return max(0, count)
    }
    buffer.removeLast(room - got)
    isAtEnd = got == 0
  }
}

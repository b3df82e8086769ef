/// The bytes of a message while libcurl takes them, on one thread.
final class SMTPMessageSource {
  private let bytes: [UInt8]
  private var position = 0

  /// The message from its beginning.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Copies the next bytes and returns how many; 0 at the end.
  func read(into target: UnsafeMutableRawPointer, most: Int) -> Int {
    let count = min(most, bytes.count - position)
    bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress, count > 0 else { return }
      target.copyMemory(from: base + position, byteCount: count)
    }
    position += count
    return count
  }
}

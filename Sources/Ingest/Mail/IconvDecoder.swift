import CIconv
import Glibc

/// One conversion to UTF-8 by the C library; it lives for one call.
struct IconvDecoder: ~Copyable {
  private let handle: iconv_t

  /// Opens the conversion from a set of our own table; nil where this system lacks it.
  init?(_ name: StaticName) {
    guard let opened = iconv_open("UTF-8", name.text), opened != iconv_t(bitPattern: -1) else {
      return nil
    }
    handle = opened
  }

  deinit {
    iconv_close(handle)
  }

  /// The range as text; each byte that cannot be decoded becomes U+FFFD.
  func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(range.count * 2)
    var chunk = [UInt8](repeating: 0, count: 4_096)
    var input = ByteSearch.copy(bytes, range)
    input.withUnsafeMutableBytes { source in
      guard let base = source.baseAddress else { return }
      var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let (written, failure) = convert(&next, &left, into: &chunk)
        output += chunk[..<written]
        guard let failure else { break }
        if failure == E2BIG { continue }
        // EILSEQ: no such character; EINVAL: the text ends inside one.
        output += [0xEF, 0xBF, 0xBD]
        guard failure == EILSEQ else { break }
        next = next.map { $0 + 1 }
        left -= 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Converts as much as fits; `failure` is the C library's error number.
  private func convert(
    _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, into chunk: inout [UInt8]
  ) -> (written: Int, failure: Int32?) {
    let size = chunk.count
    return chunk.withUnsafeMutableBytes { target in
      var place: UnsafeMutablePointer<CChar>? =
        target.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = size
      let result = iconv(handle, &next, &left, &place, &room)
      return (size - room, result == -1 ? errno : nil)
    }
  }
}

import CZlib

/// The owner of one zlib stream that reads gzip.
struct Inflater: ~Copyable {
  // zlib's own state points back at the stream, so it must not move: it lives on the heap.
  private let stream: UnsafeMutablePointer<z_stream>

  /// A stream at the start of a gzip member.
  init() throws(GzipError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let started = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else {
      stream.deallocate()
      throw GzipError.libraryFailure
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Reads members until the input ends.
  mutating func inflateAll(_ input: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    var input = input
    var output: [UInt8] = []
    var failure: GzipError?
    input.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = UInt32(clamping: source.count)
      failure = drain(into: &output, limit: limit)
    }
    if let failure { throw failure }
    return output
  }

  private func drain(into output: inout [UInt8], limit: Int) -> GzipError? {
    let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: CompressionLimits.chunkBytes)
    defer { chunk.deallocate() }
    while true {
      stream.pointee.next_out = chunk.baseAddress
      stream.pointee.avail_out = UInt32(chunk.count)
      let status = inflate(stream, Z_NO_FLUSH)
      let written = chunk.count - Int(stream.pointee.avail_out)
      if output.count + written > limit { return .tooLarge(limit: limit) }
      output.append(contentsOf: chunk[..<written])
      switch status {
      case Z_STREAM_END where stream.pointee.avail_in == 0: return nil
      case Z_STREAM_END: if inflateReset(stream) != Z_OK { return .libraryFailure }
      case Z_OK: if written == 0, stream.pointee.avail_in == 0 { return .malformed }
      default: return .malformed
      }
    }
  }
}

import CZlib

/// Gzip (RFC 1952), with a cap on what comes out.
public enum Gzip {
  /// The decompressed bytes of one or more gzip members.
  ///
  /// - Throws: `GzipError.tooLarge` as soon as more than `limit` bytes come out, so that a small
  ///   input cannot fill the memory; `.malformed` for anything that is not whole gzip.
  public static func decompress(_ input: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    var inflater = try Inflater()
    return try inflater.inflateAll(input, limit: limit)
  }

  /// The bytes compressed at a level from 1 (fast) to 9 (small).
  public static func compress(_ input: [UInt8], level: Int32 = 6) throws(GzipError) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else { throw GzipError.libraryFailure }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(input.count)))
    var input = input
    var status: Int32 = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(capacity)
        status = deflate(&stream, Z_FINISH)
      }
      count = capacity - Int(stream.avail_out)
    }
    guard status == Z_STREAM_END else { throw GzipError.libraryFailure }
    return output
  }
}

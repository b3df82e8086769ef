/// Undoes a part's transfer encoding.
enum TransferDecoder {
  /// The bytes behind the encoding, and whether they were damaged.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ encoding: TransferEncoding
  ) -> (bytes: [UInt8], isDamaged: Bool) {
    switch encoding {
    case .identity: (ByteSearch.copy(bytes, range), false)
    case .base64: Base64Decoder.decode(bytes, range)
    case .quotedPrintable: (QuotedPrintableDecoder.decode(bytes, range), false)
    case .uuencode: UUDecoder.decode(bytes, range)
    }
  }
}

/// Reads `<id>` lists of Message-ID, In-Reply-To and References (RFC 5322 section 3.6.4).
enum MessageIDList {
  /// The last `limit` identifiers, without brackets and blanks, in their order.
  static func parse(_ bytes: Span<UInt8>, _ value: Range<Int>, limit: Int) -> [String] {
    var places: [Range<Int>] = []
    var position = value.lowerBound
    while let open = ByteSearch.index(
      of: Byte.less, in: bytes, from: position, to: value.upperBound)
    {
      guard
        let close = ByteSearch.index(
          of: Byte.greater, in: bytes, from: open + 1, to: value.upperBound)
      else { break }
      position = close + 1
      let range = ByteSearch.trimmed(bytes, (open + 1)..<close)
      // RFC 5322 allows no line above 998 bytes, so no identifier is longer.
      if !range.isEmpty, range.count <= 998 { places.append(range) }
      if limit == 1, !places.isEmpty { break }
    }
    return places.suffix(limit).map { ByteSearch.string(bytes, $0) }
  }
}

/// Where the picture of an `img` element really is; pages load pictures late by many attributes.
enum ImageSource {
  /// The reference of the picture, or nil where there is none.
  static func find(_ document: HTMLDocument, _ node: Int) -> ArraySlice<UInt8>? {
    let source = document.value(.src, of: node).map(ASCIIWords.trim)
    if let source, !source.isEmpty, !isPlaceholder(source) { return source }
    for name in [HTMLAttributeName.dataSrc, .dataOriginal, .dataLazySrc] {
      if let value = document.value(name, of: node), !value.isEmpty {
        return ASCIIWords.trim(value)
      }
    }
    for name in [HTMLAttributeName.srcset, .dataSrcset] {
      if let value = document.value(name, of: node), let first = largest(value) { return first }
    }
    if let source, !source.isEmpty { return source }
    return nil
  }

  /// The place among the document's `data:` pictures that a reference stands for; nil where it is
  /// none of them.
  static func embedded(_ reference: ArraySlice<UInt8>) -> Int? {
    let reference = ASCIIWords.trim(reference)
    guard ASCIIWords.starts(reference, with: "data:#") else { return nil }
    return Int(String(decoding: reference.dropFirst(6), as: UTF8.self))
  }

  private static func isPlaceholder(_ source: ArraySlice<UInt8>) -> Bool {
    // Where there is another address, a picture in the document itself is a blurred or empty one.
    ASCIIWords.starts(source, with: "data:")
      || ASCIIWords.contains(source, "placeholder") || ASCIIWords.contains(source, "blank.gif")
      || ASCIIWords.contains(source, "spacer.gif") || ASCIIWords.contains(source, "1x1.")
  }

  /// The candidate of a `srcset` with the largest width or density (HTML Living Standard, 4.8.4).
  static func largest(_ list: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var best: (size: Double, address: ArraySlice<UInt8>)?
    var place = list.startIndex
    while place < list.endIndex {
      while place < list.endIndex, HTMLText.isSpace(list[place]) || list[place] == 0x2C {
        place += 1
      }
      let start = place
      while place < list.endIndex, !HTMLText.isSpace(list[place]) { place += 1 }
      var address = list[start..<place]
      var size = 1.0
      if address.last == 0x2C {
        address = address.dropLast()
      } else {
        let first = place
        while place < list.endIndex, list[place] != 0x2C { place += 1 }
        let words = ASCIIWords.trim(list[first..<place])
        size = Double(String(decoding: words.dropLast(), as: UTF8.self)) ?? 1
      }
      if !address.isEmpty, size > best?.size ?? 0 { best = (size, address) }
    }
    return best?.address
  }
}

/// Turns the addresses of links and images into absolute ones that Markdown can hold.
struct MarkdownAddresses {
  private let base: WebAddress?
  private let options: MarkdownOptions
  /// The `data:` images that were referred to, in order.
  private(set) var embedded: [Int] = []

  /// Addresses relative to the document's own, or to what its `base` element says.
  init(_ document: HTMLDocument, options: MarkdownOptions) {
    self.options = options
    var address = document.baseAddress.flatMap(WebAddress.init)
    if let node = document.first(.base), let value = document.value(.href, of: node) {
      let resolved = address?.resolving(value) ?? String(decoding: value, as: UTF8.self)
      address = WebAddress(resolved) ?? address
    }
    base = address
  }

  /// The address of a link ready to be written, or nil where its words stand alone: only `http`,
  /// `https`, `mailto` and `tel` are links.
  func link(_ reference: ArraySlice<UInt8>) -> [UInt8]? {
    guard options.keepsLinks, let text = absolute(reference) else { return nil }
    let bytes = text[...]
    guard
      ASCIIWords.starts(bytes, with: "http:") || ASCIIWords.starts(bytes, with: "https:")
        || ASCIIWords.starts(bytes, with: "mailto:") || ASCIIWords.starts(bytes, with: "tel:")
    else { return nil }
    return Self.escaped(text)
  }

  /// The address of an image, or nil where its words stand alone.
  mutating func image(_ reference: ArraySlice<UInt8>) -> [UInt8]? {
    let reference = ASCIIWords.trim(reference)
    if ASCIIWords.starts(reference, with: "cid:") {
      let name = String(decoding: reference.dropFirst(4), as: UTF8.self)
      let address = options.contentIDs[name] ?? options.contentIDs[Self.unescaped(name)]
      return Self.escaped(Array((address ?? "cid:" + name).utf8))
    }
    if ASCIIWords.starts(reference, with: "data:#") {
      guard let place = Int(String(decoding: reference.dropFirst(6), as: UTF8.self)) else {
        return nil
      }
      if let address = options.pictures[place] {
        embedded.append(place)
        return Self.escaped(Array(address.utf8))
      }
      return nil
    }
    guard case .addresses = options.images, let text = absolute(reference) else { return nil }
    guard
      ASCIIWords.starts(text[...], with: "http:") || ASCIIWords.starts(text[...], with: "https:")
    else { return nil }
    return Self.escaped(text)
  }

  private func absolute(_ reference: ArraySlice<UInt8>) -> [UInt8]? {
    guard reference.count <= MarkdownLimits.addressBytes else { return nil }
    let reference = ASCIIWords.trim(reference)
    guard !reference.isEmpty else { return nil }
    if WebAddress.schemeLength(reference) != nil { return Array(reference) }
    return base?.resolving(reference).map { Array($0.utf8) }
  }

  /// The address with what would end it in Markdown in percent form.
  static func escaped(_ address: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(address.count)
    let hexadecimal: [UInt8] = Array("0123456789ABCDEF".utf8)
    for byte in address {
      switch byte {
      case 0...0x20, 0x22, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x60, 0x7B, 0x7C, 0x7D, 0x7F:
        text.append(0x25)
        text.append(hexadecimal[Int(byte >> 4)])
        text.append(hexadecimal[Int(byte & 15)])
      case 0x2A: text.append(contentsOf: [0x25, 0x32, 0x41])
      default: text.append(byte)
      }
    }
    return text
  }

  private static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

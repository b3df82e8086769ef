/// A recipient address taken apart for routing: the slugs it may name, in order of preference.
public struct InboundRecipient: Hashable, Sendable {
  /// The address in lower case.
  public let address: String
  /// What may be a slug: the whole address, the local part, and for `name+detail` the name and the
  /// detail, as some providers give one mailbox to all and put the slug behind the plus.
  public let candidates: [String]
  /// What stands behind the first plus of the local part.
  public let detail: String?

  /// Takes an address apart; angle brackets and a trailing dot of the domain are dropped. nil where
  /// there is no local part or it is too long.
  public init?(_ text: String) {
    var bytes = text.utf8.filter { $0 > 0x20 && $0 != 0x7F }[...]
    if bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") {
      bytes = bytes.dropFirst().dropLast()
    }
    if bytes.last == UInt8(ascii: ".") { bytes = bytes.dropLast() }
    guard bytes.count <= InputLimits.addressBytes else { return nil }
    let address = String(decoding: bytes, as: UTF8.self).lowercased()
    let local = address.lastIndex(of: "@").map { String(address[..<$0]) } ?? address
    guard !local.isEmpty else { return nil }
    self.address = address
    var candidates = address == local ? [local] : [address, local]
    if let plus = local.firstIndex(of: "+") {
      let detail = String(local[local.index(after: plus)...])
      self.detail = detail.isEmpty ? nil : detail
      candidates += [String(local[..<plus]), detail].filter { !$0.isEmpty }
    } else {
      detail = nil
    }
    self.candidates = candidates
  }
}

/// The envelope recipient of an inbound mail, and the slugs that it may mean.
public struct InboundRecipient: Hashable, Sendable {
  /// `local@domain` in lower case, or only a slug.
  public let address: String
  /// Slugs to look up, best first: the whole local part, the part before a plus, the part after it,
  /// since some providers give one mailbox to all and put the slug behind the plus.
  public let slugs: [String]
  /// What stands behind the first plus of the local part.
  public let detail: String?

  /// Reads an address with or without brackets; nil where it can be none.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, first <= 0x20 || first == UInt8(ascii: "<") {
      bytes.removeFirst()
    }
    while let last = bytes.last, last <= 0x20 || last == UInt8(ascii: ">") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    // RFC 5321 section 4.5.3.1: 64 bytes of local part, 255 of domain.
    guard bytes.count <= InputLimits.addressBytes, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    let address = String(decoding: bytes, as: UTF8.self).lowercased()
    let local = address.lastIndex(of: "@").map { String(address[..<$0]) } ?? address
    guard !local.isEmpty else { return nil }
    self.address = address
    var slugs = [local]
    var detail: String?
    if let plus = local.firstIndex(of: "+") {
      let after = String(local[local.index(after: plus)...])
      detail = after.isEmpty ? nil : after
      for slug in [String(local[..<plus]), after] where !slug.isEmpty && !slugs.contains(slug) {
        slugs.append(slug)
      }
    }
    self.slugs = slugs
    self.detail = detail
  }

  /// The recipients without those that only repeat another, in their order.
  public static func distinct(_ recipients: [String]) -> [String] {
    var seen: Set<String> = []
    return recipients.filter { seen.insert(InboundRecipient($0)?.address ?? $0).inserted }
  }
}

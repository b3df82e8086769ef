/// A block of addresses in CIDR notation (RFC 4632), such as `10.0.0.0/8` or `fd00::/8`.
public struct AddressRange: Hashable, Sendable {
  /// The first address of the block.
  public let base: IPAddress
  /// How many leading bits every address of the block shares with it.
  public let prefixLength: Int

  /// The block of all addresses that share that many leading bits with the address.
  public init(base: IPAddress, prefixLength: Int) {
    let length = min(max(prefixLength, 0), base.width)
    self.prefixLength = length
    self.base = IPAddress(
      family: base.family, bits: base.bits & Self.mask(width: base.width, length: length))
  }

  /// Reads `address` or `address/bits`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let base = IPAddress(String(first)) else { return nil }
    guard parts.count == 2 else {
      self.init(base: base, prefixLength: base.width)
      return
    }
    guard let length = Int(parts[1]), parts[1].allSatisfy(\.isNumber), length <= base.width else {
      return nil
    }
    self.init(base: base, prefixLength: length)
  }

  /// Reads a list separated by commas or spaces; nil where any item is no block.
  public static func list(_ text: String) -> [AddressRange]? {
    var ranges: [AddressRange] = []
    for item in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let range = AddressRange(String(item)) else { return nil }
      ranges.append(range)
    }
    return ranges
  }

  /// True where the address lies in the block. An IPv4-mapped address counts as its IPv4 one.
  public func contains(_ address: IPAddress) -> Bool {
    let candidate = base.family == .v4 ? address.unmapped : address
    guard candidate.family == base.family else { return false }
    return candidate.bits & Self.mask(width: base.width, length: prefixLength) == base.bits
  }

  private static func mask(width: Int, length: Int) -> UInt128 {
    let all = width == 128 ? UInt128.max : UInt128(UInt32.max)
    return length == 0 ? 0 : (all << UInt128(width - length)) & all
  }
}

extension AddressRange: CustomStringConvertible {
  /// The block in CIDR notation.
  public var description: String { "\(base)/\(prefixLength)" }
}

/// A set of warnings in one word.
public struct MailWarnings: Sendable, Equatable {
  private var bits: UInt32 = 0

  /// No warning.
  public init() {}

  /// Adds a warning.
  public mutating func insert(_ warning: MailWarning) {
    bits |= Self.bit(warning)
  }

  /// Adds the warnings of another set.
  public mutating func formUnion(_ other: MailWarnings) {
    bits |= other.bits
  }

  /// True where the warning was given.
  public func contains(_ warning: MailWarning) -> Bool {
    bits & Self.bit(warning) != 0
  }

  /// True where any warning says that something was cut off.
  public var isTruncated: Bool {
    all.contains { $0.isTruncation }
  }

  /// The warnings in the order of their declaration.
  public var all: [MailWarning] {
    bits == 0 ? [] : MailWarning.allCases.filter(contains)
  }

  private static func bit(_ warning: MailWarning) -> UInt32 {
    let place =
      switch warning {
      case .tooDeep: 0
      case .tooManyParts: 1
      case .tooManyFields: 2
      case .longField: 3
      case .tooManyBytes: 4
      case .noBoundary: 5
      case .unclosed: 6
      case .unknownCharset: 7
      case .damagedEncoding: 8
      case .encrypted: 9
      case .brokenHeader: 10
      case .opaqueSignature: 11
      }
    return 1 << UInt32(place)
  }
}

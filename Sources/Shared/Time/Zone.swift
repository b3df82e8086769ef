/// A time zone: what to add to UTC for the wall time at each instant.
///
/// Zones come from `TimeZoneDatabase` (IANA names, their aliases and Windows' names), from a
/// VTIMEZONE, or are fixed offsets.
public struct Zone: Hashable, Sendable {
  private enum Storage: Sendable {
    case fixed(Int)
    case data(TimeZoneData)
  }

  /// The name: IANA's spelling, a VTIMEZONE's own, `UTC`, or `+05:30` for a fixed offset.
  public let name: String
  private let storage: Storage

  /// A zone of that name with these changes of its clocks.
  init(name: String, data: TimeZoneData) {
    self.name = name
    storage = .data(data)
  }

  /// A zone whose clocks never change; nil for offsets of a day or more.
  public init?(fixedOffset seconds: Int) {
    guard abs(seconds) < 86_400 else { return nil }
    self.init(fixed: seconds)
  }

  private init(fixed seconds: Int) {
    storage = .fixed(seconds)
    guard seconds != 0 else {
      name = "UTC"
      return
    }
    var bytes: [UInt8] = [UInt8(ascii: seconds < 0 ? "-" : "+")]
    DecimalDigits.append(abs(seconds) / 3600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalDigits.append(abs(seconds) / 60 % 60, width: 2, to: &bytes)
    if seconds % 60 != 0 {
      bytes.append(UInt8(ascii: ":"))
      DecimalDigits.append(abs(seconds) % 60, width: 2, to: &bytes)
    }
    name = String(decoding: bytes, as: UTF8.self)
  }

  /// Coordinated universal time.
  public static let utc = Zone(fixed: 0)

  /// True where the offset never changes.
  public var isFixed: Bool {
    if case .fixed = storage { true } else { false }
  }

  /// The stretch of one offset around a second since the Unix epoch.
  public func span(at seconds: Int) -> ZoneSpan {
    switch storage {
    case .fixed(let offset):
      ZoneSpan(start: .min, end: .max, offset: offset, isDaylight: false, abbreviation: name)
    case .data(let data): data.span(at: seconds)
    }
  }

  /// Two zones are the same where name and kind are; a VTIMEZONE's differs from the database's.
  public static func == (lhs: Zone, rhs: Zone) -> Bool {
    guard lhs.name == rhs.name else { return false }
    switch (lhs.storage, rhs.storage) {
    case (.fixed(let left), .fixed(let right)): return left == right
    case (.data(let left), .data(let right)): return left === right || left.hasSameRules(as: right)
    default: return false
    }
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

extension TimeZoneData {
  /// True where both put the clocks to the same offsets at the same instants.
  func hasSameRules(as other: TimeZoneData) -> Bool {
    transitions == other.transitions && rule == other.rule
      && types.map(\.offset) == other.types.map(\.offset) && following == other.following
  }
}

/// PostgreSQL's `numeric`, exact, as its decimal text.
///
/// No arithmetic: the pipeline only carries such values. `NaN`, `Infinity` and `-Infinity` are
/// written so.
public struct PostgresNumeric: Hashable, Sendable, CustomStringConvertible, PostgresEncodable,
  PostgresDecodable
{
  /// The number in decimal, such as `-12.50`.
  public let text: String

  /// The number of that text, which the server checks.
  public init(_ text: String) {
    self.text = text
  }

  /// The number in decimal.
  public var description: String { text }

  /// `numeric`
  public static var postgresType: PostgresType { .numeric }

  /// True: the server reads the text.
  public static var usesTextForm: Bool { true }

  /// Appends the text.
  public func encode(into buffer: inout PostgresBuffer) {
    // A NUL would end the text early and send another number than the caller holds.
    buffer.append(contentsOf: text.utf8.contains(0) ? Array("invalid".utf8) : Array(text.utf8))
  }

  /// Reads a `numeric` from its groups of four decimal digits (`numeric_send`).
  public init?(postgres bytes: UnsafeRawBufferPointer, type: PostgresType) {
    var reader = PostgresReader(bytes)
    guard type == .numeric, let count: Int16 = reader.number(), let weight: Int16 = reader.number(),
      let sign: UInt16 = reader.number(), let scale: Int16 = reader.number()
    else { return nil }
    switch sign {
    case 0xC000: self.init("NaN")
    case 0xD000: self.init("Infinity")
    case 0xF000: self.init("-Infinity")
    default:
      var groups: [Int16] = []
      for _ in 0..<max(0, count) {
        guard let group: Int16 = reader.number(), (0...9_999).contains(group) else { return nil }
        groups.append(group)
      }
      let text = PostgresNumeric.decimal(groups, weight: Int(weight), scale: Int(scale))
      self.init(sign == 0x4000 ? "-" + text : text)
    }
  }

  private static func decimal(_ groups: [Int16], weight: Int, scale: Int) -> String {
    func digits(_ place: Int) -> String {
      let group = groups.indices.contains(place) ? String(groups[place]) : "0"
      return String(repeating: "0", count: 4 - group.count) + group
    }
    var whole = ""
    if weight >= 0 {
      for place in 0...weight { whole += digits(place) }
    }
    whole = String(whole.drop { $0 == "0" })
    if whole.isEmpty { whole = "0" }
    guard scale > 0 else { return whole }
    var fraction = ""
    var place = weight + 1
    while fraction.count < scale {
      fraction += digits(place)
      place += 1
    }
    return whole + "." + fraction.prefix(scale)
  }
}

/// One numbered change of the database, as Flyway names and counts it.
public struct Migration: Hashable, Sendable {
  /// The file's name, such as `V1000__pipeline_schema.sql`.
  public let script: String
  /// The version, such as `1000`, as it stands in the history.
  public let version: String
  /// The words of the name, such as `pipeline schema`.
  public let description: String
  /// Flyway's checksum of the text.
  public let checksum: Int32
  /// True for what only a database without the app gets.
  public let isStandalone: Bool
  /// The SQL.
  let text: String

  /// The migration of a file named as Flyway wants it; nil for any other name.
  init?(script: String, bytes: [UInt8], isStandalone: Bool = false) {
    guard script.hasPrefix("V"), script.hasSuffix(".sql") else { return nil }
    let name = script.dropFirst().dropLast(4)
    guard let separator = name.firstIndex(of: "_") else { return nil }
    let rest = name[separator...]
    guard rest.hasPrefix("__") else { return nil }
    self.script = script
    version = String(name[..<separator])
    description = String(rest.dropFirst(2)).split(separator: "_").joined(separator: " ")
    checksum = MigrationChecksum.of(bytes)
    self.isStandalone = isStandalone
    text = String(decoding: bytes, as: UTF8.self)
    guard Int(version) != nil else { return nil }
  }

  /// The version as a number, by which migrations are ordered.
  var number: Int { Int(version) ?? 0 }
}

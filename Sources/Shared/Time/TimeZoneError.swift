/// Why a time zone cannot be had.
public enum TimeZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No zone of that name stands in the database, and no alias or Windows name leads to one.
  case unknownName
  /// The name is empty, too long, or no name of a zone at all (a path, say).
  case malformedName
  /// The system has no zone database (package `tzdata`), or `TZDIR` names no directory that has one.
  case noDatabase
  /// The compiled zone breaks RFC 8536 at that byte.
  case malformedData(position: Int)
  /// The rule in a compiled zone's footer breaks POSIX at that byte.
  case malformedRule(position: Int)

  /// What is wrong, without the text that was given.
  public var description: String {
    switch self {
    case .unknownName: "no time zone of this name"
    case .malformedName: "not the name of a time zone"
    case .noDatabase: "no time zone database: install the package tzdata or set TZDIR"
    case .malformedData(let position): "compiled time zone is damaged at byte \(position)"
    case .malformedRule(let position): "time zone rule is damaged at byte \(position)"
    }
  }
}

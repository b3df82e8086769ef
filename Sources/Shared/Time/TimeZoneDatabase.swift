import Glibc
import Synchronization

/// The zones of the IANA database, read on first use from compiled files (package `tzdata`) and kept.
///
/// A name may be IANA's in any case, a link of IANA's, a Windows name of CLDR's table, `UTC`, `Z`,
/// an offset such as `+05:30`, or any of these behind the path that some calendar programs write
/// before it (`/mozilla.org/20070129_1/Europe/Berlin`).
public final class TimeZoneDatabase: Sendable {
  /// The database of this system: the directory of `TZDIR`, else `/usr/share/zoneinfo`.
  public static let system = TimeZoneDatabase(
    directory: getenv("TZDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
      ?? "/usr/share/zoneinfo")

  /// Where the compiled files stand.
  public let directory: String
  private let known = Mutex<[String: Result<Zone, TimeZoneError>]>([:])
  private let spellings = Mutex<[String: String]?>(nil)

  /// The database in a directory laid out as `/usr/share/zoneinfo` is.
  public init(directory: String) {
    self.directory = directory
  }

  /// The zone of a name; throws where there is none, or no database at all.
  public func zone(named name: String) throws(TimeZoneError) -> Zone {
    if let result = known.withLock({ $0[name] }) { return try result.get() }
    let result: Result<Zone, TimeZoneError>
    do throws(TimeZoneError) {
      result = .success(try find(name))
    } catch {
      result = .failure(error)
    }
    known.withLock { if $0.count < TimeLimits.cachedZones { $0[name] = result } }
    return try result.get()
  }

  /// Every name that the directory has, sorted; none where there is no database.
  public var names: [String] {
    spelling().values.sorted()
  }

  private func find(_ name: String) throws(TimeZoneError) -> Zone {
    guard !name.isEmpty, name.utf8.count <= TimeLimits.zoneNameBytes else { throw .malformedName }
    if let zone = TimeZoneNames.fixed(name) { return zone }
    if let zone = try load(name) { return zone }
    for candidate in TimeZoneNames.alternatives(name) {
      if let zone = try load(candidate) { return zone }
      if let spelled = spelling()[candidate.lowercased()], let zone = try load(spelled) {
        return zone
      }
    }
    guard access("\(directory)/UTC", R_OK) == 0 || access("\(directory)/Etc/UTC", R_OK) == 0 else {
      throw .noDatabase
    }
    throw .unknownName
  }

  /// The zone of a name that stands in the directory letter by letter, nil where none does.
  private func load(_ name: String) throws(TimeZoneError) -> Zone? {
    guard TimeZoneNames.isPlain(name) else { return nil }
    guard let bytes = CompiledZoneFile.read("\(directory)/\(name)"), bytes.starts(with: "TZif".utf8)
    else { return nil }
    return Zone(name: name, data: try TimeZoneData.parse(tzif: bytes))
  }

  /// Names by their lower-case form.
  private func spelling() -> [String: String] {
    spellings.withLock { known in
      if let known { return known }
      var found: [String: String] = [:]
      for name in CompiledZoneFile.names(under: directory) { found[name.lowercased()] = name }
      known = found
      return found
    }
  }
}

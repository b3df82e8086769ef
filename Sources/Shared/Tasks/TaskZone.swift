/// Zone names as `tasks.timezone` holds them.
enum TaskZone {
  /// The IANA name of what a source called a zone, nil where there is none that fits the column.
  static func name(of text: String) -> String? {
    guard let zone = try? TimeZoneDatabase.system.zone(named: text),
      zone.name == "UTC" || !zone.isFixed, zone.name.utf8.count <= TaskLimits.timezoneCharacters
    else { return nil }
    return zone.name
  }
}

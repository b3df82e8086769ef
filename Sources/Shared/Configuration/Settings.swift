import Glibc

/// The settings in force: the process's environment first, then a `.env` file, then defaults.
///
/// Read one as `settings[Settings.listen]`. The environment may hold anything, so only its names
/// that start with `FRACTAL_` have to be known; every name in the file has to be.
public struct Settings: Sendable {
  private struct Given: Sendable {
    let value: any SettingValue
    let origin: SettingOrigin
  }

  private let given: [String: Given]
  private let defaultDataDirectory: String

  /// Reads the settings of an environment and a file, refusing with every problem found.
  ///
  /// - Parameters:
  ///   - environment: the process's variables by name.
  ///   - file: the `.env` file, where there is one.
  ///   - fileName: what problems and `fractal config` call the file.
  ///   - isRoot: whether the process may write system directories.
  public init(
    environment: [String: String], file: EnvironmentFile? = nil, fileName: String = ".env",
    isRoot: Bool = false
  ) throws(SettingsError) {
    let known = Dictionary(uniqueKeysWithValues: Self.all.map { ($0.name, $0) })
    var given: [String: Given] = [:]
    var problems: [SettingProblem] = []
    func take(_ name: String, _ text: String, _ origin: SettingOrigin) {
      let place = origin.description
      guard let setting = known[name] else {
        problems.append(Self.unknown(name, place: place, among: Array(known.keys)))
        return
      }
      do throws(SettingProblem) {
        // An empty value means the default, as everywhere where variables cannot be unset.
        let trimmed = Self.trimmed(text)
        if trimmed.isEmpty { return }
        given[name] = Given(value: try setting.read(trimmed, place: place), origin: origin)
      } catch {
        problems.append(error)
      }
    }
    for entry in file?.entries ?? [] where environment[entry.name] == nil {
      take(entry.name, entry.value, .file(name: fileName, line: entry.line))
    }
    for (name, text) in environment.sorted(by: { $0.key < $1.key })
    where known[name] != nil || name.hasPrefix("FRACTAL_") {
      take(name, text, .environment)
    }
    guard problems.isEmpty else { throw SettingsError(problems: problems) }
    self.given = given
    defaultDataDirectory = Self.dataDirectory(environment: environment, isRoot: isRoot)
  }

  /// The value in force.
  public subscript<Value: SettingValue>(setting: Setting<Value>) -> Value {
    given[setting.name]?.value as? Value ?? setting.defaultValue
  }

  /// The folder in which everything is kept that must survive: `FRACTAL_DATA_DIR`, else
  /// `/var/lib/fractal` for root and `~/.local/share/fractal` for everybody else.
  public var dataDirectory: String { self[Self.dataDirectorySetting] ?? defaultDataDirectory }

  /// Every setting with its value in force, in the order of `all`.
  public var effective: [EffectiveSetting] {
    Self.all.map { setting in
      let found = given[setting.name]
      var text = found?.value.settingText ?? setting.defaultText
      if setting.isSecret, !text.isEmpty { text = "(hidden)" }
      if setting.name == Self.dataDirectorySetting.name, text.isEmpty { text = dataDirectory }
      return EffectiveSetting(
        setting: setting, shownValue: text, origin: found?.origin ?? .default)
    }
  }

  private static func unknown(
    _ name: String, place: String, among known: [String]
  ) -> SettingProblem {
    let meant = NearestName.suggestion(for: name, among: known)
    let advice =
      meant.map { "no such setting; did you mean \($0)?" }
      ?? "no such setting; remove it ('fractal config' lists all)"
    return SettingProblem(kind: .unknown, name: name, place: place, advice: advice)
  }

  private static func dataDirectory(environment: [String: String], isRoot: Bool) -> String {
    if isRoot { return "/var/lib/fractal" }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/fractal" }
    return (environment["HOME"] ?? ".") + "/.local/share/fractal"
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

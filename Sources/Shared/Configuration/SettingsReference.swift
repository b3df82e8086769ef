/// The settings as a reference for people: the tables of `docs/configuration.md`.
public enum SettingsReference {
  /// A heading and a table for each area, in Markdown.
  public static var markdown: String {
    SettingArea.allCases.map(section).joined(separator: "\n")
  }

  private static func section(_ area: SettingArea) -> String {
    let rows = Settings.all.filter { $0.area == area }.map { setting in
      let shown = setting.defaultText.isEmpty ? "not set" : "`\(setting.defaultText)`"
      let expects = setting.expectation
      return "| `\(setting.name)` | \(shown) | \(expects) | \(setting.summary)"
        + (setting.isSecret ? " (secret)" : "")
        + (Settings.unread.contains(setting.name) ? "; nothing reads it yet" : "") + " |\n"
    }
    return "## \(area.rawValue)\n\n| Setting | Default | Must be | Meaning |\n|---|---|---|---|\n"
      + rows.joined()
  }
}

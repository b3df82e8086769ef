import Shared

/// `fractal config`: the settings in force, secrets hidden.
enum ConfigCommand: Command {
  static let name = "config"
  static let summary = "print the settings in force, secrets hidden"
  static let help = """
    usage: fractal config [--json] [--set] [--markdown]

    Prints every setting with the value in force and where it came from: the environment, a line
    of .env in the current directory (or of the file FRACTAL_ENV_FILE names), or its default.
    Secrets are never printed. Exit status 78 where a setting is refused.

      --json      one JSON object for programs
      --set       only what differs from its default
      --markdown  the tables of docs/configuration.md, values in force left out

    examples:
      fractal config --set
      DATABASE_URL=postgresql://fractal@db/fractal fractal config --json
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["json", "set", "markdown"])
    if arguments.flag("markdown") {
      print(SettingsReference.markdown, terminator: "")
      return 0
    }
    let settings = try Settings.ofThisProcess()
    let shown = settings.effective.filter { !arguments.flag("set") || $0.origin != .default }
    print(arguments.flag("json") ? json(shown) : table(shown))
    return 0
  }

  private static func table(_ shown: [EffectiveSetting]) -> String {
    var table = TextTable("SETTING", "VALUE", "FROM", "MEANING")
    for effective in shown {
      table.add(
        effective.setting.name, effective.shownValue.isEmpty ? "-" : effective.shownValue,
        effective.origin.description, effective.setting.summary)
    }
    return table.text
  }

  private static func json(_ shown: [EffectiveSetting]) -> String {
    let settings = shown.map { effective -> JSONValue in
      .object(
        JSONObject([
          ("name", .string(effective.setting.name)),
          ("value", effective.shownValue.isEmpty ? .null : .string(effective.shownValue)),
          ("from", .string(effective.origin.description)),
          ("secret", .bool(effective.setting.isSecret)),
          ("area", .string(effective.setting.area.rawValue)),
          ("expects", .string(effective.setting.expectation)),
          ("summary", .string(effective.setting.summary)),
        ]))
    }
    return JSONValue.object(JSONObject([("settings", .array(settings))])).serialized
  }
}

import Shared
import Testing

@Suite struct SettingsTests {
  private func file(_ text: String) throws -> EnvironmentFile {
    try EnvironmentFile(parsing: Array(text.utf8), name: ".env")
  }

  private func problems(_ environment: [String: String], _ text: String = "") -> [SettingProblem] {
    do {
      _ = try Settings(environment: environment, file: try file(text))
      return []
    } catch let error as SettingsError {
      return error.problems
    } catch {
      return []
    }
  }

  @Test("the environment wins over the file, the file over the default")
  func precedence() throws {
    let settings = try Settings(
      environment: ["LISTEN": "[::1]:1", "DATABASE_POOL_SIZE": " "],
      file: try file("LISTEN=127.0.0.1:2\nLOG_LEVEL=debug\nDATABASE_POOL_SIZE=3"))
    #expect(settings[Settings.listen] == SocketAddress(host: "::1", port: 1))
    #expect(settings[Settings.logLevel] == .debug)
    #expect(settings[Settings.databasePoolSize] == 10)
    #expect(settings[Settings.drainTimeout] == .seconds(15))
    let origin = settings.effective.first { $0.setting.name == "LOG_LEVEL" }?.origin
    #expect(origin == .file(name: ".env", line: 2))
  }

  @Test("names that are unknown are refused by name, with the likely one")
  func unknownNames() {
    let found = problems(["FRACTAL_DATADIR": "/x", "UNRELATED": "1"], "LISTN=1\nPGHOST=x")
    #expect(found.map(\.name) == ["LISTN", "PGHOST", "FRACTAL_DATADIR"])
    #expect(found.allSatisfy { $0.kind == .unknown })
    #expect(found[0].advice.contains("did you mean LISTEN?"))
    #expect(found[2].advice.contains("did you mean FRACTAL_DATA_DIR?"))
  }

  @Test(
    "a malformed value is refused by name and never repeated",
    arguments: [
      ("DATABASE_URL", "mysql://sesame"), ("HEARTBEAT_TIMEOUT_SECONDS", "sesame"),
      ("HEARTBEAT_TIMEOUT_SECONDS", "-1"), ("HEARTBEAT_TIMEOUT_SECONDS", "1e9"),
      ("JWT_SECRET", "sesame"), ("APP_SECRET", "sesame"), ("LISTEN", "sesame"),
      ("LISTEN", "::1:80"), ("LISTEN", "h:65536"), ("LISTEN", ":80"), ("LISTEN", "sesame:80"),
      ("TRUSTED_PROXIES", "10.0.0.0/33"), ("TRUSTED_PROXIES", "10.0.0.1,sesame"),
      ("OBJECT_STORE", "s4://sesame"), ("LOG_LEVEL", "sesame"), ("DATABASE_POOL_SIZE", "0"),
      ("FRACTAL_DATA_DIR", "sesame"), ("QDRANT_URL", "ftp://sesame"),
      ("PUBLIC_FETCH_ALLOW", "sesame"), ("DATABASE_URL", "postgres://a\u{7}b"),
    ])
  func malformed(name: String, value: String) {
    let found = problems([name: value])
    #expect(found.map(\.name) == [name])
    #expect(found.first?.kind == .malformed)
    #expect(!"\(found)".contains("sesame"))
  }

  @Test("a secret is hidden where settings are shown")
  func secretsAreHidden() throws {
    let settings = try Settings(environment: [
      "DATABASE_URL": "postgresql://me:sesame@h/d",
      "JWT_SECRET": String(repeating: "s", count: 44),
    ])
    let shown = settings.effective.map(\.shownValue)
    #expect(shown.filter { $0 == "(hidden)" }.count == 2)
    #expect(!shown.contains { $0.contains("sesame") || $0.contains("sss") })
  }

  @Test("every default is a value that the setting itself accepts", arguments: Settings.all)
  func defaultsAreValid(setting: any SettingDescription) throws {
    let value = try setting.read(setting.defaultText, place: "default")
    #expect(value.settingText == setting.defaultText)
  }

  @Test("no two settings share a name")
  func namesAreUnique() {
    #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
  }

  @Test("the data directory follows the user who runs the program")
  func dataDirectory() throws {
    #expect(try Settings(environment: ["HOME": "/h"]).dataDirectory == "/h/.local/share/fractal")
    #expect(try Settings(environment: [:], isRoot: true).dataDirectory == "/var/lib/fractal")
    let given = ["FRACTAL_DATA_DIR": "/d", "XDG_DATA_HOME": "/x"]
    #expect(try Settings(environment: given, isRoot: true).dataDirectory == "/d")
    #expect(try Settings(environment: ["XDG_DATA_HOME": "/x"]).dataDirectory == "/x/fractal")
  }
}

import Shared
import Testing

@Suite struct EnvironmentFileTests {
  private func value(_ text: String) throws -> String? {
    try EnvironmentFile(parsing: Array(text.utf8), name: ".env").entries.first?.value
  }

  @Test(
    "a value is read by its quoting",
    arguments: [
      ("A=b", "b"), ("A = b c  # note", "b c"), ("A=b#c", "b#c"), ("A=", ""), ("A=#c", ""),
      ("export A=b\r\n", "b"), ("\u{FEFF}A=b", "b"), ("A='x # \\n $Y'", "x # \\n $Y"),
      ("A=\"x\\n\\\"\\$\\\\\" # note", "x\n\"$\\"), ("A=\"one\ntwo\"", "one\ntwo"),
      ("A=$HOME", "$HOME"), ("# c\n\n  A=1", "1"),
    ])
  func quoting(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(
    "a line that cannot be read is refused with its place",
    arguments: [
      ("A='b", "A", 1), ("\nA=\"b\" c", "A", 2), ("A=\"\\x\"", "A", 1), ("b c", ".env", 1),
      ("A=1\nA=2", "A", 2), ("=1", ".env", 1), ("A=\u{0}", "A", 1),
    ])
  func refusals(text: String, name: String, line: Int) throws {
    let error = #expect(throws: SettingsError.self) { try value(text) }
    let problem = try #require(error?.problems.first)
    #expect(problem.name == name)
    #expect(problem.place == ".env line \(line)")
    #expect(problem.kind == .unreadable)
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidBytes() {
    #expect(throws: SettingsError.self) {
      try EnvironmentFile(parsing: [0x41, 0x3D, 0xFF], name: ".env")
    }
  }
}

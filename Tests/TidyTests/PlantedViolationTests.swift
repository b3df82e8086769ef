import Testing

/// Each rule catches what it is there for, and leaves alone what only looks like it.
@Suite struct PlantedViolationTests {
  private func lines(_ rule: any TidyRule.Type, _ path: String, _ text: String) -> [Int] {
    rule.findings(in: SourceText(path: path, text: text)).map(\.line)
  }

  @Test("a file of 601 lines is caught, one of 600 is not")
  func fileLength() {
    let text = String(repeating: "\n", count: 600)
    #expect(lines(FileLengthRule.self, "Sources/A.swift", text).isEmpty)
    #expect(lines(FileLengthRule.self, "Sources/A.swift", text + "\n") == [601])
  }

  @Test("a function of 71 lines is caught, one of 70 is not")
  func functionLength() {
    func text(_ count: Int) -> String {
      "struct A {\n  func long(\n    a: Int\n  ) {\n"
        + String(repeating: "    // \"}\n", count: count - 4) + "  }\n}\n"
    }
    #expect(lines(FunctionLengthRule.self, "Sources/A.swift", text(70)).isEmpty)
    #expect(lines(FunctionLengthRule.self, "Sources/A.swift", text(71)) == [2])
  }

  @Test("undocumented declarations are caught at every level but private and local ones")
  func docComments() {
    let text = """
      public struct A {
        let one = 1
        private let two = 2
        /// Documented.
        @inlinable
        func three() { let local = 3; func inner() {} }
        public private(set) var four = { (x: Int) in let y = x; return y }(4)
        init() { self.init(1) }
        deinit {}
      }
      private enum B { case five; func six() {} }
      /// Documented.
      enum C {
        case plain
        case seven(String)
        static let eight = "let nine = \\("let ten")"
      }
      extension C { var eleven: Int { 11 } }
      /// Documented.
      func actor() { let twelve = 12 }
      """
    let found = lines(DocCommentRule.self, "Sources/A.swift", text)
    #expect(found == [1, 2, 7, 8, 15, 16, 18])
    #expect(lines(DocCommentRule.self, "Tests/A.swift", text).isEmpty)
  }

  @Test("tests that never run or have no sentence are caught")
  func deadTests() {
    let text = """
      @Suite struct A {
        @Test("it holds") func testOne() {}
        func testTwo() {}; func testing() {}
        @Test
        func three() {}
        @Test(arguments: [1])
        func four(n: Int) {}
        @Test(
          "it holds too", arguments: [1])
        func testFive(n: Int) {}
      }
      """
    #expect(lines(DeadTestRule.self, "Tests/A.swift", text) == [3, 4, 6])
  }

  @Test("calls that end the process and switched-off checks are caught in code only")
  func forbiddenCalls() {
    let text = """
      // try! in a comment
      let a = "fatalError("
      let b = try! c()
      fatalError("x")
      final class D: @unchecked Sendable {}
      // reason: guarded by the lock
      final class E: @unchecked Sendable {}
      nonisolated(unsafe) var f = 1  // reason: set once before threads start
      """
    #expect(lines(ForbiddenCallRule.self, "Sources/A.swift", text) == [3, 4, 5])
    #expect(lines(ForbiddenCallRule.self, "Sources/Fractal/main.swift", text) == [3, 5])
  }

  @Test("notes about unfinished work are caught, the status of a task is not")
  func leftovers() {
    let word = "TO" + "DO"
    let text = "// \(word): more\nlet a = \"\(word)\"\n/// The status '\(word)' is open.\n"
    #expect(lines(LeftoverRule.self, "Sources/A.swift", text) == [1])
  }

  @Test("an import of the whole Foundation without need is caught")
  func foundation() {
    let rule = FoundationRule.self
    #expect(lines(rule, "Sources/A.swift", "import Foundation\nlet a = Data()") == [1])
    #expect(lines(rule, "Sources/A.swift", "public import Foundation\nlet a = Data()") == [1])
    #expect(lines(rule, "Sources/A.swift", "import Foundation\nlet a = Process()").isEmpty)
    #expect(lines(rule, "Sources/A.swift", "import FoundationEssentials").isEmpty)
    let reasoned = "// reason: the locale's month names\nimport Foundation\nlet a = 1"
    #expect(lines(rule, "Sources/A.swift", reasoned).isEmpty)
  }

  @Test("empty words in names are caught, words that hold their letters are not")
  func names() {
    let text = "struct DateHelper {}\nlet misconfigured = 1\nfunc utilise() {}\nvar lockManager = 1"
    #expect(lines(NameRule.self, "Sources/A.swift", text) == [1, 4])
    #expect(lines(NameRule.self, "Sources/Utils/A.swift", "") == [1])
  }

  @Test("folders of one machine are caught")
  func machinePaths() {
    let folder = "/" + "root/"
    let text = "cd \(folder)project\nlet a = \"\(folder)\"\nhttp://example.org\(folder)"
    #expect(lines(MachinePathRule.self, "scripts/run", text) == [1, 2])
  }

  @Test("a script that is unchecked, too wide or unexplained is caught")
  func webScripts() {
    let rule = WebScriptRule.self
    let wide = String(repeating: "x", count: 101)
    let text = "// @ts-check\n/** One. */\nexport function one() {}\nexport const two = 2;\n\(wide)"
    #expect(lines(rule, "extension/a.js", text) == [4, 5])
    #expect(lines(rule, "extension/a.js", "export {};") == [1])
    #expect(lines(rule, "extension/a.css", wide).isEmpty)
    #expect(lines(LeftoverRule.self, "extension/a.js", "/* " + "TO" + "DO */") == [1])
  }

  @Test("a second type and a misnamed file are caught")
  func fileNames() {
    let rule = FileNameRule.self
    #expect(lines(rule, "Sources/A.swift", "struct A {}\nstruct B {}") == [2])
    #expect(lines(rule, "Sources/A.swift", "struct A { struct B {} }\nprivate struct C {}").isEmpty)
    #expect(lines(rule, "Sources/A+b.swift", "extension A {}").isEmpty)
    #expect(lines(rule, "Sources/A.swift", "struct B {}") == [1])
    #expect(lines(rule, "Sources/A+b.swift", "struct C {}") == [1])
  }
}

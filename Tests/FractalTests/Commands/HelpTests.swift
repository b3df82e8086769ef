import Testing

@testable import Fractal

@Suite struct HelpTests {
  /// Every command with its words, those below groups included.
  private static let commands: [(words: String, command: any Command.Type)] = {
    func below(_ commands: [any Command.Type], _ words: [String]) -> [(String, any Command.Type)] {
      commands.flatMap { command -> [(String, any Command.Type)] in
        let own = words + [command.name]
        let inner = (command as? any CommandGroup.Type)?.commands ?? []
        return [(own.joined(separator: " "), command)] + below(inner, own)
      }
    }
    return below(CommandLineProgram.commands, ["fractal"])
  }()

  @Test("every command says how it is used, with an example")
  func helpIsComplete() {
    for (words, command) in Self.commands {
      #expect(command.help.contains("usage: \(words)"), "\(words)")
      #expect(!command.summary.isEmpty, "\(words)")
      let isGroup = command is any CommandGroup.Type
      #expect(isGroup || command.help.contains("example"), "\(words) has no example")
    }
  }

  @Test("no help line is wider than a terminal")
  func helpFits() {
    for (words, command) in Self.commands {
      for line in command.help.split(separator: "\n") {
        #expect(line.count <= 100, "\(words): \(line)")
      }
    }
  }

  @Test("an unknown command is a wrong use, a known one's help is none")
  func statuses() async {
    #expect(await CommandLineProgram.run(["no-such-command"]) == 64)
    #expect(await CommandLineProgram.run(["help", "no-such-command"]) == 64)
    #expect(await CommandLineProgram.run(["config", "--no-such-option"]) == 64)
    #expect(await CommandLineProgram.run(["config", "--help"]) == 0)
    #expect(await CommandLineProgram.run(["help", "config"]) == 0)
    #expect(await CommandLineProgram.run([]) == 64)
  }
}

/// `fractal inputs`: the raw mails and captures that tasks were made of.
enum InputsCommand: CommandGroup {
  static let name = "inputs"
  static let summary = "erase the raw mails and captures of a workspace"
  static let commands: [any Command.Type] = [InputsErase.self]
}

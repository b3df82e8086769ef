/// `fractal token`: API tokens.
enum TokenCommand: CommandGroup {
  static let name = "token"
  static let summary = "create, list and revoke API tokens"
  static let commands: [any Command.Type] = [
    TokenCreate.self, TokenList.self, TokenRevoke.self,
  ]
}

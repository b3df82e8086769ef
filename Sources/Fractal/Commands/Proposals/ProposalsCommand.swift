/// `fractal proposals`: what was suggested, and the decisions about it.
enum ProposalsCommand: CommandGroup {
  static let name = "proposals"
  static let summary = "list, show, accept and reject proposals"
  static let commands: [any Command.Type] = [
    ProposalsList.self, ProposalsShow.self, ProposalsAccept.self, ProposalsReject.self,
  ]
}

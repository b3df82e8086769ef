/// `fractal address`: the addresses that mail comes to.
enum AddressCommand: CommandGroup {
  static let name = "address"
  static let summary = "create, list, rotate and revoke inbound mail addresses, and their policies"
  static let commands: [any Command.Type] = [
    AddressCreate.self, AddressList.self, AddressPolicy.self, AddressRotate.self,
    AddressRevoke.self,
  ]
}

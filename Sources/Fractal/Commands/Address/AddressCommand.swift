/// `fractal address`: the addresses that mail comes to.
enum AddressCommand: CommandGroup {
  static let name = "address"
  static let summary = "create, list, rotate and revoke inbound mail addresses"
  static let commands: [any Command.Type] = [
    AddressCreate.self, AddressList.self, AddressRotate.self, AddressRevoke.self,
  ]
}

extension AddressRange: SettingValue {
  /// An address, or a network with its prefix.
  public static var expectation: String { "an address or network such as 10.0.0.0/8 or ::1" }

  /// Reads an address with an optional `/prefix`.
  public init?(settingText: String) {
    self.init(settingText)
  }

  /// The network in its usual notation, with its prefix.
  public var settingText: String { description }
}

/// The way in that the demo sends its samples through.
protocol DemoIntake: Sendable {
  /// Hands one message in for the recipient.
  func send(_ message: [UInt8], to recipient: String) async throws -> DemoReceipt
}

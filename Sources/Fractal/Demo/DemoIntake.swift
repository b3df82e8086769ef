/// The ways in that the demo sends its samples through.
protocol DemoIntake: Sendable {
  /// Hands one sample in: a mail for its recipient, a page as a browser extension would.
  func send(_ sample: DemoSample) async throws -> DemoReceipt
}

/// Limits of the demo.
enum DemoLimits {
  /// Seconds that the demo waits for one sample to become what it should.
  static let sampleSeconds = 60
  /// Columns of a title in the table of results.
  static let titleColumns = 44
  /// Samples that one folder may hold.
  static let samples = 200
}

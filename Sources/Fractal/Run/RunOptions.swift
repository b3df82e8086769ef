/// What `fractal run` was asked for.
struct RunOptions: Sendable {
  /// The folder of sample mails to make tasks of; nil without a demo.
  var demoFolder: String?
  /// End after the demo's report, with a status that says whether all was as it should be.
  var endsAfterDemo = false
  /// Throw the embedded database and the stored objects away first.
  var startsOver = false
}

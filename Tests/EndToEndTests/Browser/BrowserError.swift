/// What went wrong between a test and its browser.
enum BrowserError: Error, Equatable {
  /// The browser ended, or was never there.
  case gone
  /// The browser did not answer this command in time.
  case timeout(String)
  /// The browser refused this command, for that reason.
  case refused(String, String)
  /// A script in a page failed.
  case script(String)
  /// What the test waited for did not come.
  case neverCame(String)
}

import Shared

/// The words that this process was started with.
enum ProcessArguments {
  /// The words after the program's name, as the kernel keeps them.
  ///
  /// Swift's own list is found through the environment's place in memory and comes out empty where
  /// a preloaded library has moved that (libfaketime does), so it only stands in for a missing
  /// `/proc`.
  static var words: [String] {
    guard let bytes = WholeFile.read("/proc/self/cmdline"), bytes.last == 0 else {
      return Array(CommandLine.arguments.dropFirst())
    }
    return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

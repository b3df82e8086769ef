import Glibc

/// One key of the terminal, without waiting for a line's end.
enum OneKey {
  /// The next byte that is typed; nil where standard input is no terminal or ended.
  static func read() -> UInt8? {
    var settings = termios()
    guard tcgetattr(0, &settings) == 0 else { return nil }
    var raw = settings
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(0, TCSANOW, &raw) == 0 else { return nil }
    defer { tcsetattr(0, TCSANOW, &settings) }
    var byte: UInt8 = 0
    return Glibc.read(0, &byte, 1) == 1 ? byte : nil
  }
}

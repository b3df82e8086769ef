/// A `.env` file: one `NAME=value` a line, as shells and container tools write it.
///
/// - Blank lines and lines that start with `#` are skipped; `export ` before a name is allowed.
/// - A bare value ends at the line's end or before ` #`; blanks around it are removed.
/// - Inside `'…'` everything is literal.
/// - Inside `"…"` the escapes `\n`, `\r`, `\t`, `\\`, `\"` and `\$` are read; others are refused.
/// - Quoted values may span lines. After a closing quote only blanks or a comment may follow.
/// - Nothing is expanded: `$NAME` stays as it stands.
public struct EnvironmentFile: Equatable, Sendable {
  /// One assignment with the line it starts on, counted from 1.
  public struct Entry: Equatable, Sendable {
    /// The name before `=`.
    public let name: String
    /// The value with its quotes removed.
    public let value: String
    /// The line of the name.
    public let line: Int
  }

  /// The assignments in the file's order; no name twice.
  public let entries: [Entry]

  /// Reads the file's bytes; `name` is what problems call the file.
  public init(parsing bytes: [UInt8], name: String) throws(SettingsError) {
    var parser = EnvironmentFileParser(bytes: bytes, fileName: name)
    entries = parser.parse()
    if !parser.problems.isEmpty { throw SettingsError(problems: parser.problems) }
  }
}

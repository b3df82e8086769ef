/// Another reading of the words of a date, offered beside the one that was taken.
public struct LineAlternative: Hashable, Sendable {
  /// The moment, where it is one.
  public var moment: LineMoment?
  /// The repetition, where it is one.
  public var repetition: LineRepetition?
  /// Its bytes in the line.
  public var span: Range<Int>
}

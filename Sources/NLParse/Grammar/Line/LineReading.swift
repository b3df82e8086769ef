/// What the grammar understood of a line: fields with the bytes that say them, and alternatives.
public struct LineReading: Sendable {
  /// What is left as title; never empty where the line is not.
  public var title: String
  /// Everything that was understood, in the order of the line.
  public var fields: [LineField] = []
  /// When it is due.
  public var due: LineMoment?
  /// True where the due date cannot move.
  public var isHardDeadline = false
  /// When it should ideally be done.
  public var softDeadline: LineMoment?
  /// Before when it cannot start.
  public var notBefore: LineMoment?
  /// How it repeats.
  public var repetition: LineRepetition?
  /// How long it takes, in seconds.
  public var durationSeconds: Int?
  /// Reminders.
  public var reminders: [LineReminder] = []
  /// 1 (high) to 3 (low); 0 where the line says that it has none.
  public var priority: Int?
  /// The project, outermost name first.
  public var project: [String] = []
  /// Tags.
  public var tags: [String] = []
  /// People.
  public var assignees: [String] = []
  /// Titles of what has to be done before.
  public var dependencies: [String] = []
  /// Addresses.
  public var urls: [String] = []
  /// Titles of sub-tasks.
  public var subtasks: [String] = []
  /// Other readings of its dates, best first, at most ``LineLimits/alternatives``.
  public var alternatives: [LineAlternative] = []
  /// True where times hold wherever the person is ("floating").
  public var isFloating = false
  /// The language that was read.
  public var language = "en"
  /// True where the line was longer than the limits: its rest stays title.
  public var isPartial = false
  /// True where the list that holds the line says that it is done: `[x]`.
  public var isDone = false
  /// What of the line could not be kept as what it says: codes, for a program.
  public private(set) var warnings: [String] = []
  private var bytes: [UInt8] = []
  private var removed: [Range<Int>] = []
  private var rest = ""

  /// A reading of which only the title is known.
  public init(title: String) {
    self.title = title
  }

  /// Makes a title of a line without some of its bytes; where nothing is left, of the whole line.
  mutating func take(_ bytes: [UInt8], without removed: [Range<Int>]) {
    (self.bytes, self.removed) = (bytes, removed)
    writeTitle()
  }

  /// Adds what was not read of a line that is too long.
  mutating func add(rest: String) {
    isPartial = true
    self.rest = rest
    title += rest
  }

  /// Gives the words of a field back to the title, since nothing that was typed gets lost, and says
  /// why by a code; nil where nobody needs to know.
  mutating func giveBack(_ field: LineField, because warning: String?) {
    if let warning, !warnings.contains(warning) { warnings.append(warning) }
    guard let place = fields.firstIndex(of: field) else { return }
    fields.remove(at: place)
    removed.removeAll { $0 == field.span }
    // Within sub-tasks, which left the title as a whole, it stays at the end.
    let isCovered = removed.contains { $0.overlaps(field.span) }
    writeTitle()
    if isCovered { title += " " + words(of: field) }
  }

  /// The words of a field, as they stand in the line.
  func words(of field: LineField) -> String {
    guard field.span.upperBound <= bytes.count else { return "" }
    return String(decoding: bytes[field.span], as: UTF8.self)
  }

  /// Makes the whole line its title, whatever was understood of it.
  mutating func keepWholeLine() {
    removed = []
    writeTitle()
  }

  private mutating func writeTitle() {
    title = LineScanner.remaining(bytes, 0..<bytes.count, removed)
    if title.isEmpty { title = LineScanner.squeezed(bytes) }
    title += rest
  }

  /// The same with spans that count from so many bytes earlier, where marks of a list stood.
  public func moved(by bytes: Int) -> LineReading {
    guard bytes > 0 else { return self }
    var other = self
    for place in fields.indices {
      let span = fields[place].span
      other.fields[place].span = span.lowerBound + bytes..<span.upperBound + bytes
    }
    for place in alternatives.indices {
      let span = alternatives[place].span
      other.alternatives[place].span = span.lowerBound + bytes..<span.upperBound + bytes
    }
    return other
  }
}

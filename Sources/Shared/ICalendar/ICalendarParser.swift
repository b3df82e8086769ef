/// Reads a calendar as its bytes come in (RFC 5545), leniently: what is broken is read as well as it
/// can be and noted, and nothing makes it throw.
///
/// Each component directly inside VCALENDAR is handed over as soon as it ends, so that a large
/// calendar need not be held in memory.
public struct ICalendarParser {
  private var reader = ICalendarLineReader()
  private var builder = Builder()
  private var bytes = 0

  /// A parser at the start of a calendar.
  public init() {}

  /// What was wrong so far, at most `ICalendarLimits.warnings`.
  public var warnings: [ICalendarWarning] { builder.warnings }

  /// Properties of the VCALENDAR itself read so far: METHOD, PRODID, X-WR-CALNAME.
  public var calendarProperties: [ICalendarProperty] { builder.calendarProperties }

  /// True once `ICalendarLimits.bytes` or `.components` was met: nothing more is read.
  public var isFull: Bool { builder.isFull }

  /// Takes bytes in and hands each component over that they complete.
  public mutating func feed(_ input: [UInt8], _ take: (ICalendarComponent) -> Void) {
    guard !builder.isFull else { return }
    let room = ICalendarLimits.bytes - bytes
    bytes += input.count
    reader.feed(input.prefix(room)) { builder.add($0, take) }
    if input.count > room { builder.fill(line: 0) }
  }

  /// Ends the calendar: hands over what was left open.
  public mutating func finish(_ take: (ICalendarComponent) -> Void) {
    reader.finish { builder.add($0, take) }
    builder.finish(take)
  }

  /// The components that are open, innermost last.
  private struct Builder {
    var warnings: [ICalendarWarning] = []
    var calendarProperties: [ICalendarProperty] = []
    var isFull = false
    private var open: [ICalendarComponent] = []
    private var isInside = false
    private var skippedDepth = 0
    private var components = 0
    private var isFirst = true

    mutating func warn(_ code: ICalendarWarning.Code, line: Int) {
      guard warnings.count < ICalendarLimits.warnings else { return }
      warnings.append(ICalendarWarning(code: code, line: line))
    }

    mutating func fill(line: Int) {
      isFull = true
      warn(.limit, line: line)
    }

    mutating func add(
      _ line: ICalendarLineReader.Line, _ take: (ICalendarComponent) -> Void
    ) {
      guard !isFull else { return }
      var line = line
      if isFirst {
        isFirst = false
        if line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { line.bytes.removeFirst(3) }
      }
      if line.isTruncated { warn(.limit, line: line.number) }
      guard let (property, warning) = ICalendarPropertyParser.parse(line) else {
        warn(.malformedLine, line: line.number)
        join(line)
        return
      }
      if let warning { warn(warning, line: line.number) }
      switch property.name {
      case "BEGIN": begin(property)
      case "END": end(property, take)
      default: append(property)
      }
    }

    /// A line that is none was most likely folded without the blank that says so.
    private mutating func join(_ line: ICalendarLineReader.Line) {
      guard skippedDepth == 0, let last = open.indices.last,
        let property = open[last].properties.indices.last
      else { return }
      let value = open[last].properties[property].value
      guard value.utf8.count + line.bytes.count < ICalendarLimits.lineBytes else { return }
      open[last].properties[property].value = value + String(decoding: line.bytes, as: UTF8.self)
    }

    private mutating func append(_ property: ICalendarProperty) {
      guard skippedDepth == 0 else { return }
      guard let last = open.indices.last else {
        if !isInside {
          warn(.outside, line: property.line)
        } else if calendarProperties.count < ICalendarLimits.properties {
          calendarProperties.append(property)
        }
        return
      }
      guard open[last].properties.count < ICalendarLimits.properties else {
        warn(.limit, line: property.line)
        return
      }
      open[last].properties.append(property)
    }

    private static func name(_ property: ICalendarProperty) -> String {
      property.value.filter { !$0.isWhitespace }.uppercased()
    }

    private mutating func begin(_ property: ICalendarProperty) {
      let name = Builder.name(property)
      if name == "VCALENDAR", open.isEmpty {
        if isInside { warn(.unbalanced, line: property.line) }
        isInside = true
        return
      }
      if !isInside, open.isEmpty { warn(.outside, line: property.line) }
      components += 1
      guard components <= ICalendarLimits.components else { return fill(line: property.line) }
      guard skippedDepth == 0, open.count < ICalendarLimits.depth else {
        if skippedDepth == 0 { warn(.limit, line: property.line) }
        skippedDepth += 1
        return
      }
      open.append(ICalendarComponent(name, line: property.line))
    }

    private mutating func end(
      _ property: ICalendarProperty, _ take: (ICalendarComponent) -> Void
    ) {
      if skippedDepth > 0 {
        skippedDepth -= 1
        return
      }
      let name = Builder.name(property)
      if open.isEmpty {
        if name == "VCALENDAR", isInside {
          isInside = false
        } else {
          warn(.unbalanced, line: property.line)
        }
        return
      }
      guard name == "VCALENDAR" || open.contains(where: { $0.name == name }) else {
        warn(.unbalanced, line: property.line)
        return
      }
      while let last = open.last {
        close(take)
        if last.name == name { return }
        warn(.unbalanced, line: property.line)
      }
      isInside = false
    }

    private mutating func close(_ take: (ICalendarComponent) -> Void) {
      let done = open.removeLast()
      if let parent = open.indices.last {
        open[parent].children.append(done)
      } else {
        take(done)
      }
    }

    mutating func finish(_ take: (ICalendarComponent) -> Void) {
      if !open.isEmpty || isInside { warn(.unbalanced, line: open.last?.line ?? 0) }
      while !open.isEmpty { close(take) }
      isInside = false
    }
  }
}

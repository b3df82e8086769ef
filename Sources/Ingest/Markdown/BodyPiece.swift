import Shared

/// Lines of a mail's body that belong together: a note, an answer, the text of a mail passed on.
public struct BodyPiece: Hashable, Sendable {
  /// The lines by their numbers from 0, in ascending order.
  public var lines: [Range<Int>]
  /// True where the quotation or list around all of them is not part of what they say.
  public var isUnquoted: Bool

  /// A piece of those lines.
  public init(_ lines: [Range<Int>], isUnquoted: Bool = false) {
    self.lines = lines
    self.isUnquoted = isUnquoted
  }

  /// The piece as JSON, for a sandbox child.
  var json: JSONValue {
    .members([
      "lines": .array(
        lines.map { .array([.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))]) }),
      "unquoted": .bool(isUnquoted),
    ])
  }

  /// Reads it back.
  init(_ json: JSONValue) {
    let ranges = (json["lines"]?.arrayValue ?? []).compactMap { range -> Range<Int>? in
      guard let ends = range.arrayValue, ends.count == 2, let first = ends[0].intValue,
        let last = ends[1].intValue, 0 <= first, first <= last, last <= Int64(Int32.max)
      else { return nil }
      return Int(first)..<Int(last)
    }
    self.init(ranges, isUnquoted: json["unquoted"]?.boolValue ?? false)
  }

  /// The same lines, counted from another one on; those before it are left out.
  func counted(from first: Int, upTo end: Int) -> BodyPiece {
    var piece = self
    piece.lines = lines.compactMap { range in
      let inside = range.clamped(to: first..<max(first, end))
      return inside.isEmpty ? nil : (inside.lowerBound - first)..<(inside.upperBound - first)
    }
    return piece
  }
}

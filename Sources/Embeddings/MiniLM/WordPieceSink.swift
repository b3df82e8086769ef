/// Collects pieces up to a limit and counts the unknown ones.
struct WordPieceSink {
  /// The pieces so far.
  private(set) var ids: [Int32] = []
  /// How many of them are unknown.
  private(set) var unknownCount = 0
  /// True where something did not fit.
  private(set) var isTruncated = false
  private let limit: Int
  private let unknown: Int32

  /// An empty sink with room for that many pieces.
  init(limit: Int, unknown: Int32) {
    self.limit = limit
    self.unknown = unknown
  }

  /// True where no further piece fits.
  var isFull: Bool { ids.count >= limit }

  /// Takes a piece, or notes that it did not fit.
  mutating func append(_ id: Int32) {
    guard !isFull else {
      isTruncated = true
      return
    }
    ids.append(id)
    if id == unknown { unknownCount += 1 }
  }

  /// Notes that something was left out where anything was.
  mutating func note(dropped count: Int) {
    if count > 0 { isTruncated = true }
  }
}

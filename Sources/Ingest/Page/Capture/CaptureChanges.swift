import Shared

/// What a further capture of a page brings that its task has not: a note, selections, changed words.
///
/// Pure. Selections and notes are known by their hashes, paragraphs by their text.
struct CaptureChanges {
  /// The comment to add; nil where nothing is new.
  private(set) var comment: String?
  /// Hashes of what the task has not had yet.
  private(set) var newHashes: [String] = []
  /// Hashes of what the task has had.
  private let seenHashes: Set<String>

  /// Compares a capture with what was saved; `before` is the article as it was.
  init(
    _ request: CaptureRequest, _ reading: CaptureReading, saved: SavedPage, before: String?
  ) {
    seenHashes = Set(saved.seenHashes)
    var blocks: [String] = []
    if let note = request.note, isNew(note) { blocks.append(PlainMarkdown.render(note)) }
    for selection in reading.selections where isNew(selection) {
      blocks.append(selection.trimmingBlanks)
    }
    if let hash = reading.contentHash, let old = saved.contentHash, hash != old,
      let text = Self.change(from: before, to: reading.page?.markdown)
    {
      blocks.append(text)
    }
    if !blocks.isEmpty {
      let joined = blocks.joined(separator: "\n\n---\n\n")
      comment = PageTaskText.fit(joined, CaptureLimits.articleCharacters)
    }
    newHashes = Array(newHashes.suffix(CaptureLimits.seenHashes))
  }

  /// The hashes of what a first capture brings.
  static func hashes(_ request: CaptureRequest, _ reading: CaptureReading) -> [String] {
    ([request.note].compactMap { $0 } + reading.selections).map { hash($0) }
  }

  private mutating func isNew(_ text: String) -> Bool {
    let hash = Self.hash(text)
    if seenHashes.contains(hash) || newHashes.contains(hash) { return false }
    newHashes.append(hash)
    return true
  }

  private static func hash(_ text: String) -> String {
    SHA256.hexDigest(
      of: Array(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8))
  }

  /// What became of the paragraphs, with the first new ones; nil where none is new or gone.
  private static func change(from before: String?, to after: String?) -> String? {
    guard let before, let after else { return nil }
    let old = paragraphs(before)
    let new = paragraphs(after)
    let known = Set(old)
    let kept = Set(new)
    let added = new.filter { !known.contains($0) }
    let gone = old.count { !kept.contains($0) }
    guard !added.isEmpty || gone > 0 else { return nil }
    var text = "*The page has changed since it was saved: \(count(added.count)) new, \(gone) gone.*"
    var room = CaptureLimits.quotedCharacters
    for paragraph in added {
      guard paragraph.utf8.count <= room else { break }
      room -= paragraph.utf8.count
      text += "\n\n> " + paragraph.replacing("\n", with: "\n> ")
    }
    return text
  }

  private static func count(_ number: Int) -> String {
    number == 1 ? "1 paragraph" : "\(number) paragraphs"
  }

  private static func paragraphs(_ markdown: String) -> [String] {
    var found: [String] = []
    var current: [Substring] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if !current.isEmpty { found.append(current.joined(separator: "\n")) }
        current = []
      } else {
        current.append(line)
      }
    }
    if !current.isEmpty { found.append(current.joined(separator: "\n")) }
    return found
  }
}

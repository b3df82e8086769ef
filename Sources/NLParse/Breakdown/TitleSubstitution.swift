/// Turns the words of an earlier task into those of the new one: what was done for Rome is to be done
/// for Paris.
struct TitleSubstitution: Sendable {
  private let pairs: [(old: String, new: String)]
  private let oldOnly: Set<String>

  /// Compares the titles word by word between their common beginning and end.
  init(from old: String, to new: String, context: String) {
    let before = old.split(separator: " ").map(String.init)
    let after = new.split(separator: " ").map(String.init)
    var start = 0
    while start < min(before.count, after.count),
      before[start].lowercased() == after[start].lowercased()
    {
      start += 1
    }
    var end = 0
    while end < min(before.count, after.count) - start,
      before[before.count - 1 - end].lowercased() == after[after.count - 1 - end].lowercased()
    {
      end += 1
    }
    let oldRun = before[start..<(before.count - end)].map(Self.bare)
    let newRun = after[start..<(after.count - end)].map(Self.bare)
    if oldRun.count == newRun.count, !oldRun.isEmpty, start + end > 0 {
      pairs = zip(oldRun, newRun).filter { $0.lowercased() != $1.lowercased() }.map {
        (old: $0, new: $1)
      }
    } else {
      pairs = []
    }
    let known = StepWords.stems(new + " " + context)
    oldOnly = StepWords.stems(old, without: true).subtracting(known)
  }

  private static func bare(_ word: String) -> String {
    String(
      word.drop { !$0.isLetter && !$0.isNumber }.reversed().drop { !$0.isLetter && !$0.isNumber }
        .reversed())
  }

  /// The step with the new task's words; nil where it speaks of what only the old task was about.
  func apply(_ step: String) -> String? {
    var words = step.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for index in words.indices {
      let bare = Self.bare(words[index])
      guard !bare.isEmpty,
        let pair = pairs.first(where: { $0.old.lowercased() == bare.lowercased() }),
        let place = words[index].firstRange(of: bare)
      else { continue }
      words[index].replaceSubrange(place, with: pair.new)
    }
    let result = words.joined(separator: " ")
    return StepWords.stems(result).isDisjoint(with: oldOnly) ? result : nil
  }
}

import FoundationEssentials
import Shared

/// The votes of a person's own tasks on the fields of a new one.
struct Ballot {
  private let text: String
  private let near: [IndexHit]
  private let spelled: [IndexHit]
  private let recent: [TaskNeighbour]
  private let rows: [UUID: TaskNeighbour]
  private let recency: Recency

  /// The neighbours by vector and by words, and the person's latest tasks, oldest first.
  init(
    text: String, near: [IndexHit], spelled: [IndexHit], recent: [UUID],
    rows: [UUID: TaskNeighbour], recency: Recency
  ) {
    self.text = text
    self.near = near
    self.spelled = spelled
    self.recent = recent.compactMap { rows[$0] }
    self.rows = rows
    self.recency = recency
  }

  /// Counts the votes.
  func suggestion(_ weights: VoteWeights, shown: Int) -> TaskSuggestion {
    var result = TaskSuggestion()
    result.projects = vote(weights, name: \.projectName) { $0.project }
    result.priorities = vote(weights, name: nil) { $0.priority }
    result.tags = tags()
    result.estimate = estimate()
    if let last = recent.last { result.lastUsedProject = .some(last.project) }
    result.mostUsedProject = mostUsed()
    result.neighbours = voters.prefix(shown).map { row, weight in
      var row = row
      row.score = weight
      return row
    }
    return result
  }

  /// The shares of one field's values.
  func vote<Value: Hashable & Sendable>(
    _ weights: VoteWeights, name: ((TaskNeighbour) -> String?)?,
    _ value: (TaskNeighbour) -> Value
  ) -> [TaskSuggestion.Guess<Value>] {
    var table = LabelTable<Value>()
    let vote = LabelVote(evidence(&table, name: name, value), recency: recency)
    return vote.shares(weights).map {
      TaskSuggestion.Guess(value: table.values[$0.label], share: $0.share)
    }
  }

  /// What is known about one field.
  func evidence<Value: Hashable>(
    _ table: inout LabelTable<Value>, name: ((TaskNeighbour) -> String?)?,
    _ value: (TaskNeighbour) -> Value
  ) -> VoteEvidence {
    func voters(_ hits: [IndexHit]) -> [VoteEvidence.Neighbour] {
      hits.compactMap { hit in
        rows[hit.task].map {
          VoteEvidence.Neighbour(
            label: table.number(of: value($0)), score: hit.score, ageDays: $0.ageDays)
        }
      }
    }
    var evidence = VoteEvidence()
    evidence.near = voters(near)
    evidence.spelled = voters(spelled)
    evidence.recent = recent.map { table.number(of: value($0)) }
    for label in evidence.recent { evidence.counts[label, default: 0] += 1 }
    let spoken = Set(TermVector(text).terms.map(\.id))
    for row in rows.values {
      guard let terms = name?(row).map({ TermVector($0) }), !terms.isEmpty,
        terms.terms.allSatisfy({ spoken.contains($0.id) })
      else { continue }
      evidence.named.insert(table.number(of: value(row)))
    }
    return evidence
  }

  /// The neighbours with their weights: by vector where there is one, else by words.
  private var voters: [(TaskNeighbour, Double)] {
    let hits = near.isEmpty ? spelled : near
    let best = hits.map(\.score).max() ?? 1
    return hits.compactMap { hit in
      rows[hit.task].map { row in
        let score = near.isEmpty ? hit.score / best : max(0, hit.score)
        return (row, score * score * score * score * recency.weight(ageDays: row.ageDays))
      }
    }.sorted { $0.1 > $1.1 }
  }

  private func tags() -> [TaskSuggestion.Guess<String>] {
    let voters = voters.prefix(10)
    let total = voters.reduce(0) { $0 + $1.1 }
    guard total > 0 else { return [] }
    var sums: [String: Double] = [:]
    for (row, weight) in voters { for tag in row.tags { sums[tag, default: 0] += weight } }
    return sums.map { TaskSuggestion.Guess(value: $0.key, share: $0.value / total) }
      .sorted { $0.share != $1.share ? $0.share > $1.share : $0.value < $1.value }
  }

  private func estimate() -> TaskSuggestion.Guess<Int>? {
    let voters = voters.prefix(10)
    let total = voters.reduce(0) { $0 + $1.1 }
    let known = voters.compactMap { row, weight in
      row.estimatedMinutes.map { (minutes: $0, weight: weight) }
    }.sorted { $0.minutes < $1.minutes }
    let weight = known.reduce(0) { $0 + $1.weight }
    guard total > 0, weight > 0 else { return nil }
    var passed = 0.0
    for item in known {
      passed += item.weight
      if passed * 2 >= weight {
        return TaskSuggestion.Guess(value: item.minutes, share: weight / total)
      }
    }
    return nil
  }

  private func mostUsed() -> UUID?? {
    let counts = Dictionary(recent.map { ($0.project, 1) }, uniquingKeysWith: +)
    return counts.max {
      $0.value != $1.value
        ? $0.value < $1.value : ($0.key?.uuidString ?? "") < ($1.key?.uuidString ?? "")
    }?.key
  }
}

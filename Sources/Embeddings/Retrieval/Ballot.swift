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
  private let corrected: [UUID: Set<TaskField>]

  /// Weight of an imagined neighbour that has nothing: what few or distant neighbours agree on is
  /// not sure yet. A neighbour of today with a cosine of 0.7 weighs half as much.
  private static let doubt = 0.5
  /// How far an estimate may lie from the middle one to agree with it, as a factor.
  private static let estimateBand = 1.5

  /// The neighbours by vector and by words, and the person's latest tasks, oldest first;
  /// `corrected` says which fields of the rows the person has set right.
  init(
    text: String, near: [IndexHit], spelled: [IndexHit], recent: [UUID],
    rows: [UUID: TaskNeighbour], recency: Recency, corrected: [UUID: Set<TaskField>] = [:]
  ) {
    self.text = text
    self.near = near
    self.spelled = spelled
    self.recent = recent.compactMap { rows[$0] }
    self.rows = rows
    self.recency = recency
    self.corrected = corrected
  }

  /// Counts the votes.
  func suggestion(_ weights: VoteWeights, shown: Int) -> TaskSuggestion {
    var result = TaskSuggestion()
    (result.projects, result.projectLikeness) =
      vote(weights, of: .project, name: \.projectName) { $0.project }
    (result.priorities, result.priorityLikeness) =
      vote(weights, of: .priority, name: nil) { $0.priority }
    result.tags = tags()
    result.estimate = estimate()
    if let last = recent.last { result.lastUsedProject = .some(last.project) }
    result.mostUsedProject = mostUsed()
    result.neighbours = voters(of: nil).prefix(shown).map { row, weight in
      var row = row
      row.score = weight
      return row
    }
    return result
  }

  /// The shares of one field's values, and how like the text the nearest neighbour with the first
  /// one is: shares compare values with each other, and of two projects one has the larger share of
  /// nothing at all.
  func vote<Value: Hashable & Sendable>(
    _ weights: VoteWeights, of field: TaskField, name: ((TaskNeighbour) -> String?)?,
    _ value: (TaskNeighbour) -> Value
  ) -> (guesses: [TaskSuggestion.Guess<Value>], likeness: Double) {
    var table = LabelTable<Value>()
    let evidence = evidence(&table, of: field, name: name, value)
    let shares = LabelVote(evidence, recency: recency).shares(weights)
    let guesses = shares.map {
      TaskSuggestion.Guess(value: table.values[$0.label], share: $0.share)
    }
    guard let first = shares.first else { return ([], 0) }
    if evidence.named.contains(first.label) { return (guesses, 1) }
    let wanted = table.values[first.label]
    let likeness = (near.isEmpty ? spelled : near).compactMap { hit -> Double? in
      guard let row = rows[hit.task], value(row) == wanted else { return nil }
      return near.isEmpty ? overlap(row.title) : hit.score
    }.max()
    return (guesses, likeness ?? 0)
  }

  /// The share of the text's different words that stand in a title too.
  private func overlap(_ title: String) -> Double {
    let words = Set(TermVector(text).terms.map(\.id))
    guard !words.isEmpty else { return 0 }
    return Double(words.intersection(TermVector(title).terms.map(\.id)).count)
      / Double(words.count)
  }

  /// What is known about one field.
  func evidence<Value: Hashable>(
    _ table: inout LabelTable<Value>, of field: TaskField, name: ((TaskNeighbour) -> String?)?,
    _ value: (TaskNeighbour) -> Value
  ) -> VoteEvidence {
    func voters(_ hits: [IndexHit]) -> [VoteEvidence.Neighbour] {
      hits.flatMap { hit in
        guard let row = rows[hit.task] else { return [VoteEvidence.Neighbour]() }
        let voter = VoteEvidence.Neighbour(
          label: table.number(of: value(row)), score: hit.score, ageDays: row.ageDays)
        return Array(repeating: voter, count: votes(of: hit.task, on: field))
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

  /// How often a task votes on a field.
  private func votes(of task: UUID, on field: TaskField?) -> Int {
    guard let field, corrected[task]?.contains(field) == true else { return 1 }
    return EmbeddingLimits.correctionVotes
  }

  /// The neighbours with their weights on a field: by vector where there is one, else by words.
  private func voters(of field: TaskField?) -> [(TaskNeighbour, Double)] {
    let hits = near.isEmpty ? spelled : near
    let best = hits.map(\.score).max() ?? 1
    return hits.compactMap { hit in
      rows[hit.task].map { row in
        let score = near.isEmpty ? hit.score / best : max(0, hit.score)
        let weight = score * score * score * score * recency.weight(ageDays: row.ageDays)
        return (row, weight * Double(votes(of: hit.task, on: field)))
      }
    }.sorted { $0.1 > $1.1 }
  }

  private func tags() -> [TaskSuggestion.Guess<String>] {
    let voters = voters(of: .tags).prefix(10)
    let total = voters.reduce(Self.doubt) { $0 + $1.1 }
    var sums: [String: Double] = [:]
    for (row, weight) in voters { for tag in row.tags { sums[tag, default: 0] += weight } }
    return sums.map { TaskSuggestion.Guess(value: $0.key, share: $0.value / total) }
      .sorted { $0.share != $1.share ? $0.share > $1.share : $0.value < $1.value }
  }

  private func estimate() -> TaskSuggestion.Guess<Int>? {
    let voters = voters(of: .estimatedMinutes).prefix(10)
    let total = voters.reduce(Self.doubt) { $0 + $1.1 }
    let known = voters.compactMap { row, weight in
      row.estimatedMinutes.map { (minutes: $0, weight: weight) }
    }.sorted { $0.minutes < $1.minutes }
    let half = known.reduce(0) { $0 + $1.weight } / 2
    guard half > 0 else { return nil }
    var passed = 0.0
    guard
      let middle = known.first(where: { item in
        passed += item.weight
        return passed >= half
      })?.minutes
    else { return nil }
    let band = Double(middle) / Self.estimateBand...Double(middle) * Self.estimateBand
    let agreeing = known.reduce(0) { $0 + (band.contains(Double($1.minutes)) ? $1.weight : 0) }
    return TaskSuggestion.Guess(value: middle, share: agreeing / total)
  }

  private func mostUsed() -> UUID?? {
    let counts = Dictionary(recent.map { ($0.project, 1) }, uniquingKeysWith: +)
    return counts.max {
      $0.value != $1.value
        ? $0.value < $1.value : ($0.key?.uuidString ?? "") < ($1.key?.uuidString ?? "")
    }?.key
  }
}

import FoundationEssentials

/// Steps from finished tasks that are like the new one: merged by likeness, in the order in which
/// they were finished, with the time they took.
struct AnalogySteps: Sendable {
  /// A finished parent and how like it is, 0 to 1.
  typealias Match = (parent: FinishedParent, weight: Double)

  private struct Cluster {
    var title: String
    var stems: Set<String>
    var weight = 0.0
    var places: [(place: Double, weight: Double)] = []
    var minutes: [Int] = []
    var parents: [UUID] = []
    var members: [UUID] = []

    var place: Double {
      places.reduce(0) { $0 + $1.place * $1.weight } / places.reduce(0) { $0 + $1.weight }
    }
  }

  /// The parents that are like the task, the most similar first.
  static func matches(_ material: BreakdownMaterial) -> [Match] {
    let stems = StepWords.stems(material.title, without: true)
    var counts: [String: Int] = [:]
    let titles = material.parents.map { StepWords.stems($0.title, without: true) }
    for title in titles { for stem in title { counts[stem, default: 0] += 1 } }
    // Words that many parents share say less (Spärck Jones 1972).
    func weigh(_ stems: Set<String>) -> Double {
      stems.reduce(0) { $0 + 1 / (1 + Double(counts[$1, default: 0]).squareRoot() / 4) }
    }
    var found: [Match] = []
    for (parent, title) in zip(material.parents, titles) where parent.steps.count >= 2 {
      let common = weigh(title.intersection(stems))
      let all = weigh(title.union(stems))
      let words = all > 0 ? common / all : 0
      let nearness = parent.nearness ?? 0
      guard
        words >= BreakdownLimits.titleSimilarity || nearness >= BreakdownLimits.vectorSimilarity
      else { continue }
      found.append((parent, max(words, nearness)))
    }
    found.sort {
      $0.weight != $1.weight
        ? $0.weight > $1.weight : $0.parent.task.uuidString < $1.parent.task.uuidString
    }
    // Far less similar ones would only add what does not belong.
    let least = (found.first?.weight ?? 0) * 0.6
    return Array(found.filter { $0.weight >= least }.prefix(BreakdownLimits.parentsMerged))
  }

  /// The merged steps, at most `count`.
  static func steps(_ material: BreakdownMaterial, count: Int) -> [BreakdownStep] {
    let matches = matches(material)
    let total = matches.reduce(0) { $0 + $1.weight }
    var clusters: [Cluster] = []
    for match in matches { add(match, to: &clusters, material) }
    if matches.count >= 3 {
      clusters.removeAll { $0.weight / total < BreakdownLimits.stepSupport }
    }
    let kept = clusters.enumerated().sorted {
      $0.element.weight != $1.element.weight
        ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }.prefix(count).map(\.element).sorted { $0.place < $1.place }
    let places = Dictionary(
      kept.enumerated().flatMap { place, cluster in cluster.members.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    return kept.enumerated().map { place, cluster in
      BreakdownStep(
        cluster.title, minutes: median(cluster.minutes),
        after: blockers(of: cluster, matches, places).filter { $0 < place }.sorted(),
        origin: .analogy(parents: cluster.parents, share: cluster.weight / total))
    }
  }

  private static func add(
    _ match: Match, to clusters: inout [Cluster], _ material: BreakdownMaterial
  ) {
    let substitution = TitleSubstitution(
      from: match.parent.title, to: material.title, context: material.description)
    let last = Double(max(match.parent.steps.count - 1, 1))
    for (index, step) in match.parent.steps.enumerated() {
      guard let title = substitution.apply(step.title) else { continue }
      let stems = StepWords.stems(title)
      let place = clusters.indices.max { lhs, rhs in
        StepWords.likeness(clusters[lhs].stems, stems)
          < StepWords.likeness(clusters[rhs].stems, stems)
      }.flatMap { index in
        StepWords.likeness(clusters[index].stems, stems) >= BreakdownLimits.sameStep ? index : nil
      }
      let target = place ?? clusters.count
      if place == nil { clusters.append(Cluster(title: title, stems: stems)) }
      if !clusters[target].parents.contains(match.parent.task) {
        clusters[target].parents.append(match.parent.task)
        clusters[target].weight += match.weight
        clusters[target].places.append((Double(index) / last, match.weight))
      }
      clusters[target].members.append(step.task)
      if let minutes = step.minutes { clusters[target].minutes.append(minutes) }
    }
  }

  /// Where the steps that this one waited for in any of the parents have come to stand.
  private static func blockers(
    of cluster: Cluster, _ matches: [Match], _ places: [UUID: Int]
  ) -> Set<Int> {
    var found: Set<Int> = []
    for match in matches {
      for step in match.parent.steps where cluster.members.contains(step.task) {
        for blocker in step.after where match.parent.steps.indices.contains(blocker) {
          if let place = places[match.parent.steps[blocker].task] { found.insert(place) }
        }
      }
    }
    return found
  }

  private static func median(_ minutes: [Int]) -> Int? {
    guard !minutes.isEmpty else { return nil }
    let middle = minutes.sorted()[(minutes.count - 1) / 2]
    return min(max(middle, BreakdownLimits.leastMinutes), BreakdownLimits.stepMinutes)
  }
}

import FoundationEssentials
import Support
import Testing

@testable import Shared

/// Looks at more lanes than one look takes.
@Suite struct LookPlacesTests {
  private static let most = 64

  private func isBefore(_ one: JobLane.Key, _ other: JobLane.Key) -> Bool {
    (one.priority, one.workspace.uuidString) < (other.priority, other.workspace.uuidString)
  }

  /// What a look finds: of every kind one lane after the other, kinds by turns, cut off.
  private func look(_ lanes: [String: [JobLane.Key]], _ places: LookPlaces) -> [JobLane.Key] {
    let kinds = lanes.keys.sorted()
    var rests = kinds.map { kind -> ArraySlice<JobLane.Key> in
      let start = places.start(queue: "q", kind: kind)
      let first = JobLane.Key(
        queue: "q", kind: kind, priority: start.priority, workspace: start.workspace)
      return (lanes[kind] ?? []).drop { isBefore($0, first) }
    }
    var found: [JobLane.Key] = []
    while found.count < Self.most, rests.contains(where: { !$0.isEmpty }) {
      for place in rests.indices {
        if let lane = rests[place].popFirst() { found.append(lane) }
      }
    }
    return Array(found.prefix(Self.most))
  }

  @Test("every lane of every kind is found within a tour, an urgent one within two looks")
  func tour() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for round in 0..<20 {
      var lanes: [String: [JobLane.Key]] = [:]
      for kind in ["a", "b", "c"] {
        lanes[kind] = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
          JobLane.Key(
            queue: "q", kind: kind, priority: Int16.random(in: 1...4, using: &random),
            workspace: UUID())
        }.sorted(by: isBefore)
      }
      let all = Set(lanes.values.joined())
      var places = LookPlaces()
      var seen: Set<JobLane.Key> = []
      // A look of a tour may find the last lane of each kind again, and every second is no part.
      let looks = 2 * (all.count / (Self.most - 3) + 2)
      for _ in 0..<looks {
        let found = look(lanes, places)
        seen.formUnion(found)
        let sawAll = places.didLook(found, most: Self.most)
        #expect(sawAll == (all.count < Self.most), "seed \(seed), round \(round)")
      }
      #expect(seen == all, "seed \(seed), round \(round)")
      let urgent = JobLane.Key(queue: "q", kind: "b", priority: 0, workspace: UUID())
      lanes["b"]?.insert(urgent, at: 0)
      var isSeen = false
      for _ in 0..<2 {
        let found = look(lanes, places)
        isSeen = isSeen || found.contains(urgent)
        _ = places.didLook(found, most: Self.most)
      }
      #expect(isSeen, "seed \(seed), round \(round)")
    }
  }
}

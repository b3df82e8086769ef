import Embeddings
import FoundationEssentials
import Shared
import Support
import Testing

/// What every ``VectorIndex`` promises, checked on a fresh index for vectors of
/// ``VectorIndexConformance/dimensions`` numbers.
///
/// A suite of an implementation makes its index and calls ``checkAll(_:)``; each check uses
/// workspaces of its own, so one index serves all.
struct VectorIndexConformance {
  /// The length of the vectors used here.
  static let dimensions = 8

  /// The index under test.
  let index: any VectorIndex
  /// How far a cosine may be from the exact one.
  var tolerance = 1e-4

  /// Runs every check.
  func checkAll() async throws {
    try await index.prepare()
    try await index.prepare()
    try await writesAreFoundAndReplaced()
    try await scoresAreCosines()
    try await wordsAreFound()
    try await rareWordsWeighMore()
    try await hybridJoinsBoth()
    try await tenantsAreApart()
    try await filtersHold()
    try await removedIsGone()
    try await scrollGivesAllOnce()
    try await wrongLengthsAreRefused()
    try await manyAtOnce()
  }

  /// A point near the axis `axis`, tilted towards the next by `tilt`.
  func point(
    _ workspace: UUID, axis: Int = 0, tilt: Float = 0, text: String = "", task: UUID = UUID(),
    project: UUID? = nil, status: String = "TODO", hasVector: Bool = true
  ) -> IndexPoint {
    IndexPoint(
      task: task, workspace: workspace, project: project, status: status,
      createdAt: Instant(seconds: 1_790_000_000),
      contentHash: SHA256.digest(of: "\(axis) \(tilt) \(text)"),
      vector: hasVector ? Self.vector(axis, tilt) : nil, words: TermVector(text))
  }

  /// A unit vector near an axis.
  static func vector(_ axis: Int, _ tilt: Float = 0) -> [Float] {
    var numbers = [Float](repeating: 0, count: dimensions)
    numbers[axis % dimensions] = 1
    numbers[(axis + 1) % dimensions] = tilt
    let length = (1 + tilt * tilt).squareRoot()
    return numbers.map { $0 / length }
  }

  private func dense(
    _ workspace: UUID, _ axis: Int, filter: IndexFilter = .all, limit: Int = 10
  ) async throws -> [IndexHit] {
    try await index.query(
      IndexQuery(
        workspace: workspace, ranking: .dense(Self.vector(axis)), filter: filter, limit: limit))
  }

  private func words(_ workspace: UUID, _ text: String) async throws -> [UUID] {
    try await index.query(
      IndexQuery(workspace: workspace, ranking: .words(TermVector(text)))
    ).map(\.task)
  }

  private func writesAreFoundAndReplaced() async throws {
    let home = UUID()
    let first = point(home, axis: 0, text: "paint the fence")
    try await index.upsert([first, first])
    try await index.upsert([first])
    #expect(try await index.count(workspace: home) == 1, "writing twice is writing once")
    #expect(try await dense(home, 0).first?.task == first.task)
    var moved = point(home, axis: 3, text: "water the roses", task: first.task)
    moved.status = "DONE"
    try await index.upsert([moved])
    #expect(try await index.count(workspace: home) == 1)
    let score = try await dense(home, 3).first?.score ?? 0
    #expect(abs(score - 1) < tolerance, "the new vector counts")
    #expect(try await words(home, "roses") == [first.task])
    #expect(try await words(home, "fence").isEmpty, "the old words are gone")
    let bare = point(home, text: "roses", task: first.task, hasVector: false)
    try await index.upsert([bare])
    #expect(try await dense(home, 3).isEmpty, "a point without a vector is no dense hit")
    #expect(try await words(home, "roses") == [first.task])
  }

  private func scoresAreCosines() async throws {
    let home = UUID()
    let points = [0, 0.25, 0.5, 1, 2].map { point(home, axis: 2, tilt: $0) }
    try await index.upsert(points)
    let hits = try await dense(home, 2, limit: 4)
    #expect(hits.map(\.task) == points.prefix(4).map(\.task))
    for (hit, tilt) in zip(hits, [0, 0.25, 0.5, 1]) {
      #expect(abs(hit.score - 1 / (1 + tilt * tilt).squareRoot()) < tolerance)
    }
  }

  private func wordsAreFound() async throws {
    let home = UUID()
    let cafe = point(home, axis: 1, text: "Café-Rechnung bezahlen")
    let chinese = point(home, axis: 2, text: "买牛奶和鸡蛋")
    try await index.upsert([cafe, chinese])
    #expect(try await words(home, "CAFE") == [cafe.task])
    #expect(try await words(home, "牛奶") == [chinese.task])
    #expect(try await words(home, "奶牛").isEmpty)
    #expect(try await words(home, "").isEmpty)
  }

  private func rareWordsWeighMore() async throws {
    let home = UUID()
    let common = (0..<8).map { point(home, axis: $0, text: "call number \($0) x\($0)") }
    let rare = point(home, axis: 1, text: "plumber visit next year")
    try await index.upsert(common + [rare])
    #expect(try await words(home, "call plumber").first == rare.task)
  }

  private func hybridJoinsBoth() async throws {
    let home = UUID()
    let both = point(home, axis: 4, tilt: 0.2, text: "renew passport")
    let near = point(home, axis: 4, text: "something else")
    let spelled = point(home, axis: 6, text: "passport photo album")
    let neither = point(home, axis: 7, text: "mow lawn")
    try await index.upsert([both, near, spelled, neither])
    let hits = try await index.query(
      IndexQuery(
        workspace: home, ranking: .hybrid(Self.vector(4), TermVector("passport renew")), limit: 3))
    #expect(hits.first?.task == both.task)
    #expect(Set(hits.map(\.task)).contains(near.task))
    #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
  }

  private func tenantsAreApart() async throws {
    let (home, other) = (UUID(), UUID())
    let mine = point(home, axis: 5, text: "secret plan")
    let theirs = point(other, axis: 5, text: "secret plan")
    try await index.upsert([mine, theirs])
    #expect(try await dense(home, 5).map(\.task) == [mine.task])
    #expect(try await words(other, "secret") == [theirs.task])
    let hybrid = IndexQuery(
      workspace: home, ranking: .hybrid(Self.vector(5), TermVector("secret")))
    #expect(try await index.query(hybrid).map(\.task) == [mine.task])
    try await index.delete([mine.task], workspace: other)
    #expect(try await index.count(workspace: home) == 1, "others delete nothing of mine")
    #expect(try await index.count(workspace: UUID()) == 0)
    #expect(try await dense(UUID(), 5).isEmpty)
    try await index.deleteAll(workspace: other)
    #expect(try await index.count(workspace: other) == 0)
    #expect(try await dense(home, 5).map(\.task) == [mine.task])
  }

  private func filtersHold() async throws {
    let (home, red, blue) = (UUID(), UUID(), UUID())
    let inRed = point(home, axis: 0, text: "alpha", project: red)
    let inBlue = point(home, axis: 0, tilt: 0.1, text: "alpha", project: blue, status: "DONE")
    let alone = point(home, axis: 0, tilt: 0.2, text: "alpha")
    try await index.upsert([inRed, inBlue, alone])
    func found(_ filter: IndexFilter) async throws -> [UUID] {
      try await dense(home, 0, filter: filter).map(\.task)
    }
    #expect(try await found(.all) == [inRed.task, inBlue.task, alone.task])
    #expect(try await found(IndexFilter(projects: .init([red]))) == [inRed.task])
    #expect(
      try await found(IndexFilter(projects: .init([blue], includesNone: true)))
        == [inBlue.task, alone.task])
    #expect(try await found(IndexFilter(projects: .init([], includesNone: true))) == [alone.task])
    #expect(try await found(IndexFilter(projects: .init([]))).isEmpty)
    #expect(try await found(IndexFilter(projects: .init([UUID()]))).isEmpty)
    #expect(try await found(IndexFilter(statuses: ["DONE"])) == [inBlue.task])
    #expect(try await found(IndexFilter(statuses: [])).isEmpty)
    #expect(try await found(IndexFilter(excluded: [inRed.task])) == [inBlue.task, alone.task])
    let words = IndexQuery(
      workspace: home, ranking: .words(TermVector("alpha")),
      filter: IndexFilter(projects: .init([red]), statuses: ["TODO"]))
    #expect(try await index.query(words).map(\.task) == [inRed.task])
  }

  private func removedIsGone() async throws {
    let home = UUID()
    let points = (0..<4).map { point(home, axis: $0, text: "word\($0)") }
    try await index.upsert(points)
    try await index.delete([points[1].task, UUID()], workspace: home)
    try await index.delete([], workspace: home)
    #expect(try await index.count(workspace: home) == 3)
    #expect(try await words(home, "word1").isEmpty)
    #expect(try await !dense(home, 1).map(\.task).contains(points[1].task))
    try await index.upsert([points[1]])
    #expect(try await index.count(workspace: home) == 4, "it can come back")
    #expect(try await words(home, "word1") == [points[1].task])
  }

  private func scrollGivesAllOnce() async throws {
    let home = UUID()
    let points = (0..<7).map { point(home, axis: $0, text: "t\($0)") }
    try await index.upsert(points)
    var entries: [IndexEntry] = []
    var last: UUID?
    while true {
      let page = try await index.scroll(workspace: home, after: last, limit: 3)
      guard let end = page.last else { break }
      #expect(page.count <= 3)
      entries += page
      last = end.task
    }
    let wanted = points.sorted { $0.task.uuidString < $1.task.uuidString }
    #expect(entries.map(\.task) == wanted.map(\.task))
    #expect(entries.map(\.fingerprint) == wanted.map(\.fingerprint))
  }

  private func wrongLengthsAreRefused() async throws {
    let home = UUID()
    var point = point(home)
    point.vector = [1, 0]
    let wrong = point
    #expect(await refusal { try await index.upsert([wrong]) } == .wrongDimensions)
    let query = IndexQuery(workspace: home, ranking: .dense([1, 0]))
    #expect(await refusal { _ = try await index.query(query) } == .wrongDimensions)
    #expect(try await index.count(workspace: home) == 0)
  }

  private func refusal(_ body: () async throws -> Void) async -> IndexError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? IndexError)?.code
    }
  }

  private func manyAtOnce() async throws {
    let home = UUID()
    let points = (0..<1_200).map {
      point(home, axis: $0, tilt: Float($0) / 2_000, text: "task number n\($0)")
    }
    try await index.upsert(points)
    #expect(try await index.count(workspace: home) == points.count)
    #expect(try await words(home, "n777") == [points[777].task])
    let found = try await withThrowingTaskGroup(of: Int.self) { group -> [Int] in
      for axis in 0..<8 {
        group.addTask {
          let hits = try await dense(home, axis, limit: 20)
          return hits.count
        }
      }
      var found: [Int] = []
      for try await count in group { found.append(count) }
      return found
    }
    #expect(found == [Int](repeating: 20, count: 8))
  }
}

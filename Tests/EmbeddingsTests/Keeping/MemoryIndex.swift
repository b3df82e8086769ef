import Embeddings
import FoundationEssentials
import Shared
import Synchronization

/// An index elsewhere that lives in memory, can be away and can be emptied.
final class MemoryIndex: Sendable {
  private struct State {
    var points: [String: [UUID: IndexPoint]] = [:]
    var isAway = false
    var queries = 0
  }

  private let state = Mutex(State())

  /// True while every call fails.
  var isAway: Bool {
    get { state.withLock { $0.isAway } }
    set { state.withLock { $0.isAway = newValue } }
  }

  /// How often it was asked.
  var queryCount: Int { state.withLock { $0.queries } }

  /// Loses everything.
  func clear() { state.withLock { $0.points = [:] } }

  /// The index of one model.
  @Sendable func index(for model: EmbeddingModel) -> any VectorIndex {
    View(model: model, owner: self)
  }

  private struct View: VectorIndex {
    let name = "memory"
    let model: EmbeddingModel
    let owner: MemoryIndex

    private func with<Value: Sendable>(
      _ body: (inout [UUID: IndexPoint]) -> Value
    ) throws(IndexError) -> Value {
      let value: Value? = owner.state.withLock { state in
        state.isAway ? nil : body(&state.points[model.id, default: [:]])
      }
      guard let value else { throw IndexError(.passing, "away") }
      return value
    }

    func upsert(_ points: [IndexPoint]) async throws(IndexError) {
      try with { held in for point in points { held[point.task] = point } }
    }

    func delete(_ tasks: [UUID], workspace: UUID) async throws(IndexError) {
      try with { held in
        for task in tasks where held[task]?.workspace == workspace { held[task] = nil }
      }
    }

    func deleteAll(workspace: UUID) async throws(IndexError) {
      try with { held in held = held.filter { $0.value.workspace != workspace } }
    }

    func query(_ query: IndexQuery) async throws(IndexError) -> [IndexHit] {
      owner.state.withLock { $0.queries += 1 }
      guard case .hybrid(_, let words) = query.ranking else { return [] }
      let wanted = Set(words.terms.map(\.id))
      return try with { held in
        held.values.filter { $0.workspace == query.workspace }.map { point in
          let shared = point.words.terms.count { wanted.contains($0.id) }
          return IndexHit(task: point.task, score: Double(shared))
        }.sorted { $0.score > $1.score }
      }
    }

    func count(workspace: UUID) async throws(IndexError) -> Int {
      try with { held in held.values.count { $0.workspace == workspace } }
    }

    func scroll(
      workspace: UUID, after: UUID?, limit: Int
    ) async throws(IndexError) -> [IndexEntry] {
      try with { held in
        held.values.filter {
          $0.workspace == workspace && (after.map(\.uuidString) ?? "") < $0.task.uuidString
        }.sorted { $0.task.uuidString < $1.task.uuidString }.prefix(limit)
          .map { IndexEntry(task: $0.task, fingerprint: $0.fingerprint) }
      }
    }

    func retire() async throws(IndexError) {
      try with { held in held = [:] }
    }
  }
}

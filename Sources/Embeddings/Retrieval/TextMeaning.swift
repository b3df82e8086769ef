public import FoundationEssentials
import Shared

/// What short texts mean, by the model with which the search asks its questions.
///
/// For other parts of the program that compare titles: where there is no model, no vector, or no
/// answer in time, it gives nothing, and words decide there.
public struct TextMeaning: Sendable {
  private let parts: SearchParts
  private let patience: Duration

  /// Meanings by those parts; after `patience` a caller goes on without.
  public init(_ parts: SearchParts, patience: Duration = .seconds(2)) {
    self.parts = parts
    self.patience = patience
  }

  /// The unit vector of each text, in their order; nil for a text that has none. All are nil where
  /// vectors are not to be had.
  public func vectors(of texts: [String]) async -> [[Float]?] {
    let none = [[Float]?](repeating: nil, count: texts.count)
    guard !texts.isEmpty, let model = try? await ModelRegistry.active(in: parts.pool),
      let embedder = parts.embedders[model]
    else { return none }
    return await withTaskGroup(of: [[Float]?].self) { group in
      group.addTask {
        let found = try? await embedder.embed(texts, as: .query)
        return found?.map { $0.vector.flatMap { VectorScan.normalized($0) } } ?? none
      }
      group.addTask { [patience] in
        try? await Task.sleep(for: patience)
        return none
      }
      defer { group.cancelAll() }
      return await group.next() ?? none
    }
  }

  /// The cosine between a vector of ``vectors(of:)`` and those tasks of a workspace that have one of
  /// the same model: -1 to 1.
  public func cosines(
    to vector: [Float], of tasks: [UUID], in workspace: UUID
  ) async -> [UUID: Double] {
    guard !tasks.isEmpty,
      let stored = try? await ActiveVectors.read(tasks, in: workspace, parts.pool)
    else { return [:] }
    return stored.filter { $0.value.count == vector.count }.mapValues { Self.cosine(vector, $0) }
  }

  /// The cosine between two unit vectors; 0 where their lengths differ.
  public static func cosine(_ lhs: [Float], _ rhs: [Float]) -> Double {
    guard lhs.count == rhs.count else { return 0 }
    return lhs.withUnsafeBufferPointer { lhs in
      rhs.withUnsafeBufferPointer { rhs in
        guard let first = lhs.baseAddress, let second = rhs.baseAddress else { return 0 }
        return Double(VectorScan.dotProduct(first, second, lhs.count))
      }
    }
  }
}

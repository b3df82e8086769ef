import Embeddings
import Glibc
import Shared

/// Vectors of unit length to search among, and questions of the same kind.
struct SampleVectors {
  /// What is searched.
  let points: [[Float]]
  /// What is asked.
  let questions: [[Float]]

  /// Titles of tasks out of a few lists of words, as the model in that folder sees them.
  static func titles(_ count: Int, _ asked: Int, model folder: String) async throws -> SampleVectors
  {
    let embedder = MiniLMEmbedder(folder: folder)
    var random = SeededRandom(seed: 7)
    func text() -> String {
      let part = Words.lists.map { $0[random.below($0.count)] }
      return "\(part[0]) \(part[1]) \(part[2]) \(part[3])"
    }
    let texts = (0..<count + asked).map { _ in text() }
    let found = try await embedder.embed(texts, as: .document).map { $0.vector ?? [] }
    return SampleVectors(points: Array(found[..<count]), questions: Array(found[count...]))
  }

  /// Vectors around so many centres, with a cosine of about 0.6 to their own.
  static func clusters(
    _ count: Int, _ asked: Int, dimensions: Int, centres: Int
  ) -> SampleVectors {
    var random = SeededRandom(seed: 7)
    func noise() -> [Float] {
      unit((0..<dimensions).map { _ in Float(gaussian(&random)) })
    }
    let middles = (0..<centres).map { _ in noise() }
    func vector() -> [Float] {
      let middle = middles[random.below(centres)]
      return unit(zip(middle, noise()).map { 0.6 * $0 + 0.8 * $1 })
    }
    return SampleVectors(
      points: (0..<count).map { _ in vector() }, questions: (0..<asked).map { _ in vector() })
  }

  private static func gaussian(_ random: inout SeededRandom) -> Double {
    (-2 * log(max(random.unit(), 1e-300))).squareRoot() * cos(2 * .pi * random.unit())
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / length }
  }

  /// The places of the nearest points of a question, compared one by one.
  func nearest(_ question: [Float], _ limit: Int) -> [Int] {
    let scores = points.map { point in
      point.withUnsafeBufferPointer { left in
        question.withUnsafeBufferPointer { right in
          (0..<left.count).reduce(Float(0)) { $0 + left[$1] * right[$1] }
        }
      }
    }
    return Array(scores.indices.sorted { scores[$0] > scores[$1] }.prefix(limit))
  }
}

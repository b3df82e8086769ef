import Shared
import Testing

@testable import Embeddings

@Suite("Products by packed weights")
struct PackedMatrixTests {
  @Test(
    "they are what multiplying number by number gives, for every count of rows",
    .enabled(if: PackedMatrix.isUsable, "needs a processor with AVX-512"))
  func products() {
    let (columns, depth) = (96, 40)
    var random = SeededRandom(seed: 7)
    let weights = (0..<columns * depth).map { _ in Float(random.unit() - 0.5) }
    let matrix = weights.withUnsafeBufferPointer {
      PackedMatrix($0.baseAddress!, columns: columns, depth: depth)
    }
    for rows in 1...27 {
      let values = (0..<rows * depth).map { _ in Float(random.unit() - 0.5) }
      var result = [Float](repeating: .nan, count: rows * columns)
      result.withUnsafeMutableBufferPointer { result in
        values.withUnsafeBufferPointer {
          matrix.multiply($0.baseAddress!, rows: rows, into: result.baseAddress!)
        }
      }
      for row in 0..<rows {
        for column in 0..<columns {
          let wanted = (0..<depth).reduce(0.0) {
            $0 + Double(values[row * depth + $1]) * Double(weights[column * depth + $1])
          }
          let found = Double(result[row * columns + column])
          #expect(abs(found - wanted) < 1e-5, "\(rows) rows, \(row) \(column)")
        }
      }
    }
  }
}

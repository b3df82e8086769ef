/// Dot products of one vector with many, in one pass over memory.
///
/// The numbers of a row lie side by side, rows one after the other. Sixteen lanes and four sums keep
/// the additions independent, so that the pass is bound by memory, not by the processor.
enum VectorScan {
  private typealias Lanes = SIMD16<Float>

  /// Writes the dot product of `query` with each of `rows` rows into `result`.
  static func dotProducts(
    _ query: UnsafePointer<Float>, _ values: UnsafePointer<Float>, rows: Int, dimensions: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      result[row] = dotProduct(query, values + row * dimensions, dimensions)
    }
  }

  /// The dot product of two vectors.
  @inline(__always)
  static func dotProduct(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    let left = UnsafeRawPointer(a)
    let right = UnsafeRawPointer(b)
    var first = Lanes.zero
    var second = Lanes.zero
    var offset = 0
    while offset + 32 <= count {
      let place = offset * 4
      first +=
        left.loadUnaligned(fromByteOffset: place, as: Lanes.self)
        * right.loadUnaligned(fromByteOffset: place, as: Lanes.self)
      second +=
        left.loadUnaligned(fromByteOffset: place + 64, as: Lanes.self)
        * right.loadUnaligned(fromByteOffset: place + 64, as: Lanes.self)
      offset += 32
    }
    var sum = (first + second).sum()
    while offset < count {
      sum += a[offset] * b[offset]
      offset += 1
    }
    return sum
  }

  /// The vector scaled to unit length; nil where it has none or a number is not finite.
  static func normalized(_ vector: [Float]) -> [Float]? {
    let square = vector.withUnsafeBufferPointer { numbers in
      numbers.baseAddress.map { dotProduct($0, $0, numbers.count) } ?? 0
    }
    guard square.isFinite, square > 0 else { return nil }
    if abs(square - 1) < 1e-5 { return vector }
    let scale = 1 / square.squareRoot()
    return vector.map { $0 * scale }
  }
}

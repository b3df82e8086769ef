/// Element-wise mathematics on blocks of floats, sixteen at a time.
enum VectorMath {
  /// Lanes of one step.
  typealias Lanes = SIMD16<Float>

  /// e^x for x at or below 0, to about 1 part in 10 million; 0 below -87.
  ///
  /// Range reduction and polynomial of Cephes `expf` (Moshier 1989).
  @inline(__always)
  static func exponential(_ x: Lanes) -> Lanes {
    let clamped = x.clamped(lowerBound: Lanes(repeating: -87), upperBound: Lanes(repeating: 88))
    // Adding 1.5 · 2^23 leaves the whole number in the low bits of the sum.
    let shifted = clamped * 1.442_695_04 + 12_582_912
    let whole = shifted - 12_582_912
    let rest = clamped - whole * 0.693_359_375 + whole * 2.121_944_4e-4
    var sum = Lanes(repeating: 1.987_569_15e-4)
    sum = sum * rest + 1.398_199_95e-3
    sum = sum * rest + 8.333_451_9e-3
    sum = sum * rest + 4.166_579_6e-2
    sum = sum * rest + 0.166_666_65
    sum = sum * rest + 0.500_000_01
    sum = sum * rest * rest + rest + 1
    // reason: lanes of one size; there is no bit pattern of whole vectors.
    let exponent = (unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000 &+ 127) &<< 23
    // reason: the same, back again.
    return sum * unsafeBitCast(exponent, to: Lanes.self)
  }

  /// The error function, to about 1 part in 10 million.
  ///
  /// The rational approximation of odd order 13 over even order 8 on [-4, 4] that Eigen and
  /// TensorFlow use.
  @inline(__always)
  static func errorFunction(_ x: Lanes) -> Lanes {
    let z = x.clamped(lowerBound: Lanes(repeating: -4), upperBound: Lanes(repeating: 4))
    let square = z * z
    var top = Lanes(repeating: -2.726_142_3e-10)
    top = top * square + 2.770_681_4e-8
    top = top * square - 2.101_024_0e-6
    top = top * square - 5.692_506_4e-5
    top = top * square - 7.349_906_3e-4
    top = top * square - 2.954_599_8e-3
    top = top * square - 1.609_603_3e-2
    var bottom = Lanes(repeating: -1.456_607_2e-5)
    bottom = bottom * square - 2.133_740_6e-4
    bottom = bottom * square - 1.682_827_0e-3
    bottom = bottom * square - 7.373_329_2e-3
    bottom = bottom * square - 1.426_473_9e-2
    return z * top / bottom
  }

  /// x · (1 + erf(x / √2)) / 2 for every number, after its bias was added (Hendrycks and Gimpel
  /// 2016, the exact form); the count of biases must be a multiple of sixteen.
  static func addBiasAndActivate(
    _ values: UnsafeMutablePointer<Float>, rows: Int, bias: UnsafeBufferPointer<Float>
  ) {
    for row in 0..<rows {
      let start = UnsafeMutableRawPointer(values + row * bias.count)
      let biases = UnsafeRawPointer(bias.baseAddress!)
      for offset in stride(from: 0, to: bias.count * 4, by: 64) {
        let x =
          start.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
          + biases.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        let result = x * 0.5 * (1 + errorFunction(x * 0.707_106_77))
        start.storeBytes(of: result, toByteOffset: offset, as: Lanes.self)
      }
    }
  }

  /// Adds a bias to every row.
  static func addBias(
    _ values: UnsafeMutablePointer<Float>, rows: Int, bias: UnsafeBufferPointer<Float>
  ) {
    let biases = UnsafeRawPointer(bias.baseAddress!)
    for row in 0..<rows {
      let start = UnsafeMutableRawPointer(values + row * bias.count)
      for offset in stride(from: 0, to: bias.count * 4, by: 64) {
        let sum =
          start.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
          + biases.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        start.storeBytes(of: sum, toByteOffset: offset, as: Lanes.self)
      }
    }
  }

  /// Makes each row a distribution: e^x over the row's sum, the largest subtracted first.
  static func softmax(_ values: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    for row in 0..<rows {
      let start = values + row * columns
      var largest = start[0]
      for column in 1..<max(1, columns) { largest = max(largest, start[column]) }
      var sum: Float = 0
      var column = 0
      while column + 16 <= columns {
        let raw = UnsafeMutableRawPointer(start + column)
        let powers = exponential(raw.loadUnaligned(as: Lanes.self) - largest)
        raw.storeBytes(of: powers, as: Lanes.self)
        sum += powers.sum()
        column += 16
      }
      if column < columns {
        var rest = Lanes(repeating: -100)
        for lane in 0..<columns - column { rest[lane] = start[column + lane] - largest }
        let powers = exponential(rest)
        for lane in 0..<columns - column {
          start[column + lane] = powers[lane]
          sum += powers[lane]
        }
      }
      let scale = 1 / sum
      for column in 0..<columns { start[column] *= scale }
    }
  }

  /// `values` becomes the layer normalisation of `values + residual + bias` (Ba and others 2016).
  static func addAndNormalize(
    _ values: UnsafeMutablePointer<Float>, residual: UnsafePointer<Float>?,
    bias: UnsafeBufferPointer<Float>?, rows: Int, norm: MiniLMLayer.Linear
  ) {
    let width = MiniLMShape.width
    for row in 0..<rows {
      let start = UnsafeMutableRawPointer(values + row * width)
      var sum = Lanes.zero
      for offset in stride(from: 0, to: width * 4, by: 64) {
        var x = start.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        if let residual {
          x += UnsafeRawPointer(residual + row * width)
            .loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        }
        if let bias {
          x += UnsafeRawPointer(bias.baseAddress!)
            .loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        }
        start.storeBytes(of: x, toByteOffset: offset, as: Lanes.self)
        sum += x
      }
      let mean = sum.sum() / Float(width)
      var squares = Lanes.zero
      for offset in stride(from: 0, to: width * 4, by: 64) {
        let x = start.loadUnaligned(fromByteOffset: offset, as: Lanes.self) - mean
        squares += x * x
      }
      let scale = 1 / (squares.sum() / Float(width) + MiniLMShape.epsilon).squareRoot()
      let weights = UnsafeRawPointer(norm.weight.baseAddress!)
      let biases = UnsafeRawPointer(norm.bias.baseAddress!)
      for offset in stride(from: 0, to: width * 4, by: 64) {
        let x = start.loadUnaligned(fromByteOffset: offset, as: Lanes.self) - mean
        let result =
          x * scale * weights.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
          + biases.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        start.storeBytes(of: result, toByteOffset: offset, as: Lanes.self)
      }
    }
  }
}

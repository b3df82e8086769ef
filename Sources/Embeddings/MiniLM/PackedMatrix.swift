import CKernels

/// A weight matrix laid out for the kernels: panels of 32 columns of its transpose.
final class PackedMatrix: Sendable {
  /// Numbers of a row of the result.
  let columns: Int
  /// Numbers of a row of what is multiplied.
  let depth: Int
  // reason: written by `init` alone.
  private nonisolated(unsafe) let panels: UnsafeMutablePointer<Float>

  /// True where this processor has what the kernels need (AVX-512).
  static let isUsable = kernels_are_usable() == 1

  /// Packs weights: `columns` rows of `depth` numbers, a multiple of 32 of them.
  init(_ weights: UnsafePointer<Float>, columns: Int, depth: Int) {
    precondition(columns.isMultiple(of: 32), "panels are 32 wide")
    self.columns = columns
    self.depth = depth
    panels = .allocate(capacity: columns * depth)
    for column in 0..<columns {
      let panel = panels + column / 32 * 32 * depth + column % 32
      let row = weights + column * depth
      for place in 0..<depth { panel[place * 32] = row[place] }
    }
  }

  deinit {
    panels.deallocate()
  }

  /// `result` becomes the product of the rows with the transpose of the weights.
  func multiply(
    _ values: UnsafePointer<Float>, rows: Int, into result: UnsafeMutablePointer<Float>
  ) {
    kernel_multiply(values, depth, rows, panels, depth, columns, result, columns)
  }
}

/// A weight matrix that rows are multiplied with: packed for the kernels where the processor has what
/// they need, else as OpenBLAS takes it.
struct WeightMatrix {
  private let packed: PackedMatrix?
  private let plain: UnsafePointer<Float>
  private let columns: Int
  private let depth: Int

  /// Weights of `columns` rows of `depth` numbers each, which must outlive the matrix.
  init(_ weights: UnsafePointer<Float>, columns: Int, depth: Int) {
    plain = weights
    self.columns = columns
    self.depth = depth
    packed =
      PackedMatrix.isUsable ? PackedMatrix(weights, columns: columns, depth: depth) : nil
  }

  /// `result` becomes the product of the rows with the transpose of the weights; the library is
  /// needed where there are no kernels.
  func multiply(
    _ values: UnsafePointer<Float>, rows: Int, into result: UnsafeMutablePointer<Float>,
    _ library: MatrixLibrary?
  ) {
    if let packed { return packed.multiply(values, rows: rows, into: result) }
    library?.multiplyTransposed(
      rows: rows, columns: columns, depth: depth, values, stride: depth, plain, stride: depth,
      into: result, stride: columns)
  }
}

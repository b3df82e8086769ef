import Glibc

/// OpenBLAS, loaded when the model is: linked, it would load before its core type can be set, and
/// cost every command its start.
///
/// Debian's build does not recognise newer processors and falls back to older kernels; where the
/// processor has AVX-512 its core type is named before the library is loaded.
struct MatrixLibrary: Sendable {
  /// cblas_sgemm: order, transpose A, transpose B, M, N, K, alpha, A, lda, B, ldb, beta, C, ldc.
  typealias Multiply =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32,
      UnsafePointer<Float>, Int32, Float, UnsafeMutablePointer<Float>, Int32
    ) -> Void

  private static let names = ["libopenblas.so.0", "libopenblas.so"]
  private static let rowMajor: Int32 = 101
  private static let plain: Int32 = 111
  private static let transposed: Int32 = 112

  private let multiply: Multiply

  /// Loads the library; nil where no Debian package brought it.
  init?() {
    if getenv("OPENBLAS_CORETYPE") == nil, Self.hasAVX512 {
      setenv("OPENBLAS_CORETYPE", "SkylakeX", 0)
    }
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    guard
      let handle = Self.names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first,
      let symbol = dlsym(handle, "cblas_sgemm")
    else { return nil }
    // reason: dlsym knows no types; this is the C prototype of cblas_sgemm.
    multiply = unsafeBitCast(symbol, to: Multiply.self)
  }

  private static var hasAVX512: Bool {
    guard let file = fopen("/proc/cpuinfo", "r") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 8_192)
    while fgets(&line, Int32(line.count), file) != nil {
      guard strncmp(line, "flags", 5) == 0 else { continue }
      return strstr(line, " avx512f ") != nil && strstr(line, " avx512vl ") != nil
    }
    return false
  }

  /// C = alpha · A · Bᵀ + beta · C, with rows of A and B as long as `depth`.
  func multiplyTransposed(
    rows: Int, columns: Int, depth: Int, alpha: Float = 1, _ a: UnsafePointer<Float>, stride: Int,
    _ b: UnsafePointer<Float>, stride strideB: Int, beta: Float = 0,
    into c: UnsafeMutablePointer<Float>, stride strideC: Int
  ) {
    multiply(
      Self.rowMajor, Self.plain, Self.transposed, Int32(rows), Int32(columns), Int32(depth), alpha,
      a, Int32(stride), b, Int32(strideB), beta, c, Int32(strideC))
  }

  /// C = A · B, with B's rows as long as `columns`.
  func multiplyPlain(
    rows: Int, columns: Int, depth: Int, _ a: UnsafePointer<Float>, stride: Int,
    _ b: UnsafePointer<Float>, stride strideB: Int, into c: UnsafeMutablePointer<Float>,
    stride strideC: Int
  ) {
    multiply(
      Self.rowMajor, Self.plain, Self.plain, Int32(rows), Int32(columns), Int32(depth), 1, a,
      Int32(stride), b, Int32(strideB), 0, c, Int32(strideC))
  }
}

/// The boundary parameter of a multipart.
enum Boundary {
  /// Not given.
  case none
  /// As written in the header.
  case range(Range<Int>)
  /// Written with escapes or in pieces, here without them.
  case unquoted([UInt8])
}

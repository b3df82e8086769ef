/// The sizes of `all-MiniLM-L6-v2`.
enum MiniLMShape {
  /// Encoder layers.
  static let layers = 6
  /// Numbers of a token between layers, and of an embedding.
  static let width = 384
  /// Attention heads of a layer.
  static let heads = 12
  /// Numbers of a head.
  static let headWidth = 32
  /// Numbers of a token inside the feed-forward part.
  static let inner = 1_536
  /// Word pieces of the vocabulary.
  static let vocabulary = 30_522
  /// Positions that have an embedding.
  static let positions = 512
  /// Added to a variance before its root is taken.
  static let epsilon: Float = 1e-12
}

import Shared

/// Turns texts into vectors with `all-MiniLM-L6-v2`: tokenizer and network together.
///
/// Not for several threads at once; an ``Embedder`` wraps it for concurrent callers.
public final class MiniLMEncoder {
  private let tokenizer: WordPieceTokenizer
  private let model: MiniLMModel

  /// Numbers of a vector.
  public static let dimensions = MiniLMShape.width

  /// Loads `vocab.txt` and `model.safetensors` from a folder; throws where one is missing or
  /// damaged, or where OpenBLAS is not installed.
  public init(folder: String) throws(MiniLMError) {
    // Where our own kernels serve, OpenBLAS is not even loaded.
    let matrices = PackedMatrix.isUsable ? nil : MatrixLibrary()
    if matrices == nil, !PackedMatrix.isUsable { throw .noMatrixLibrary }
    do throws(ModelFileError) {
      let vocabulary = try ModelFile.read(folder + "/vocab.txt")
      tokenizer = try Self.tokenizer(vocabulary, path: folder + "/vocab.txt")
      model = try MiniLMModel(weights: folder + "/model.safetensors", matrices: matrices)
    } catch {
      throw .file(error)
    }
  }

  private static func tokenizer(
    _ bytes: [UInt8], path: String
  ) throws(ModelFileError) -> WordPieceTokenizer {
    do {
      return try WordPieceTokenizer(vocabulary: WordPieceVocabulary(file: bytes))
    } catch {
      throw ModelFileError(path: path, reason: .malformed)
    }
  }

  /// The word pieces of a text, as the network reads it.
  public func tokens(of text: String) -> WordPieceTokens {
    tokenizer.tokens(of: text)
  }

  /// The vector of each text; nil where it would say nothing, as ``TextEmbedding/Absence`` has it.
  public func usableVectors(of texts: [String]) -> [[Float]?] {
    MiniLMEmbedder.embeddings(of: texts, by: self).map(\.vector)
  }

  /// The vectors of texts that are cut into word pieces already, all in one pass.
  public func vectors(of texts: [WordPieceTokens]) -> [[Float]] {
    model.embeddings(of: texts.map(\.ids))
  }
}

import CKernels
import Shared

/// The network of `all-MiniLM-L6-v2` (Wang and others 2020; Reimers and Gurevych 2019): token ids
/// in, one vector of unit length a text out.
///
/// Texts of a batch lie one after the other without padding: every product runs over all tokens at
/// once, and only attention looks at one text at a time. One thread at a time may use it.
final class MiniLMModel {
  private let file: SafetensorsFile
  private let matrices: MatrixLibrary?
  private let layers: [MiniLMLayer]
  private let words: UnsafeBufferPointer<Float>
  private let positions: UnsafeBufferPointer<Float>
  private let types: UnsafeBufferPointer<Float>
  private let norm: MiniLMLayer.Linear
  private let workspace = MiniLMWorkspace()

  /// Maps the weights; throws where the file is missing, damaged or of another model. The library is
  /// needed where ``PackedMatrix/isUsable`` is false.
  init(weights path: String, matrices: MatrixLibrary?) throws(ModelFileError) {
    let width = MiniLMShape.width
    let file = try SafetensorsFile(path: path)
    words = try file.tensor(
      "embeddings.word_embeddings.weight", shape: [MiniLMShape.vocabulary, width])
    positions = try file.tensor(
      "embeddings.position_embeddings.weight", shape: [MiniLMShape.positions, width])
    types = try file.tensor("embeddings.token_type_embeddings.weight", shape: [2, width])
    norm = MiniLMLayer.Linear(
      weight: try file.tensor("embeddings.LayerNorm.weight", shape: [width]),
      bias: try file.tensor("embeddings.LayerNorm.bias", shape: [width]))
    var layers: [MiniLMLayer] = []
    for index in 0..<MiniLMShape.layers { layers.append(try MiniLMLayer(file, index: index)) }
    self.layers = layers
    self.file = file
    self.matrices = matrices
  }

  deinit {
    for layer in layers {
      layer.attention.deallocate()
      layer.attentionBias.deallocate()
    }
  }

  /// The embedding of each text: 384 numbers of unit length.
  func embeddings(of texts: [[Int32]]) -> [[Float]] {
    let total = texts.reduce(0) { $0 + $1.count }
    guard total > 0 else { return texts.map { _ in [] } }
    workspace.reserve(tokens: total, longest: texts.map(\.count).max() ?? 0)
    lookUp(texts)
    for layer in layers { run(layer, texts: texts, total: total) }
    var start = 0
    return texts.map { text in
      defer { start += text.count }
      return pool(rows: start..<start + text.count)
    }
  }

  /// The sum of word, position and type embeddings, normalised, becomes the hidden rows.
  private func lookUp(_ texts: [[Int32]]) {
    let width = MiniLMShape.width
    var row = workspace.hidden
    for text in texts {
      for (position, id) in text.enumerated() {
        let word = words.baseAddress! + Int(id) * width
        let place = positions.baseAddress! + position * width
        for column in 0..<width { row[column] = word[column] + place[column] + types[column] }
        row += width
      }
    }
    let total = texts.reduce(0) { $0 + $1.count }
    VectorMath.addAndNormalize(
      workspace.hidden, residual: nil, bias: nil, rows: total, norm: norm)
  }

  private func run(_ layer: MiniLMLayer, texts: [[Int32]], total: Int) {
    layer.products.attention.multiply(
      workspace.hidden, rows: total, into: workspace.attention, matrices)
    VectorMath.addBias(
      workspace.attention, rows: total, bias: UnsafeBufferPointer(layer.attentionBias))
    var start = 0
    for text in texts {
      attend(from: start, count: text.count)
      start += text.count
    }
    // Attention left its result in the rows of the feed-forward part.
    layer.products.output.multiply(
      workspace.inner, rows: total, into: workspace.next, matrices)
    VectorMath.addAndNormalize(
      workspace.next, residual: workspace.hidden, bias: layer.output.bias, rows: total,
      norm: layer.outputNorm)
    layer.products.expand.multiply(
      workspace.next, rows: total, into: workspace.inner, matrices)
    if PackedMatrix.isUsable {
      kernel_gelu(workspace.inner, total, layer.expand.bias.baseAddress, MiniLMShape.inner)
    } else {
      VectorMath.addBiasAndActivate(workspace.inner, rows: total, bias: layer.expand.bias)
    }
    layer.products.contract.multiply(
      workspace.inner, rows: total, into: workspace.hidden, matrices)
    VectorMath.addAndNormalize(
      workspace.hidden, residual: workspace.next, bias: layer.contract.bias, rows: total,
      norm: layer.contractNorm)
  }

  /// Scaled dot-product attention of one text, head by head (Vaswani and others 2017).
  private func attend(from start: Int, count: Int) {
    let width = MiniLMShape.width
    let headWidth = MiniLMShape.headWidth
    let rows = workspace.attention + start * 3 * width
    let result = workspace.inner + start * width
    let scale = 1 / Float(headWidth).squareRoot()
    for head in 0..<MiniLMShape.heads {
      let query = rows + head * headWidth
      if PackedMatrix.isUsable {
        let padded = (count + 31) / 32 * 32
        kernel_pack_transposed(query + width, 3 * width, count, workspace.keys)
        kernel_multiply(
          query, 3 * width, count, workspace.keys, headWidth, padded, workspace.scores, padded)
        kernel_softmax(workspace.scores, count, count, padded, scale)
        kernel_pack(query + 2 * width, 3 * width, count, workspace.values)
        kernel_multiply(
          workspace.scores, padded, count, workspace.values, count, headWidth,
          result + head * headWidth, width)
        continue
      }
      matrices?.multiplyTransposed(
        rows: count, columns: count, depth: headWidth, alpha: scale,
        query, stride: 3 * width, query + width, stride: 3 * width, into: workspace.scores,
        stride: count)
      VectorMath.softmax(workspace.scores, rows: count, columns: count)
      matrices?.multiplyPlain(
        rows: count, columns: headWidth, depth: count, workspace.scores, stride: count,
        query + 2 * width, stride: 3 * width, into: result + head * headWidth, stride: width)
    }
  }

  /// The mean of a text's rows, scaled to unit length.
  private func pool(rows: Range<Int>) -> [Float] {
    let width = MiniLMShape.width
    var sum = [Float](repeating: 0, count: width)
    for row in rows {
      let values = workspace.hidden + row * width
      for column in 0..<width { sum[column] += values[column] }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? sum.map { $0 / length } : sum
  }
}

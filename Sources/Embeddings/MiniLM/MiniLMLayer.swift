/// The weights of one encoder layer: views into the model file, which must outlive them, and one
/// block of query, key and value together, so that one product serves all three.
struct MiniLMLayer {
  /// Query, key and value weights, one below the other: 1152 rows of 384.
  let attention: UnsafeMutableBufferPointer<Float>
  /// Their biases.
  let attentionBias: UnsafeMutableBufferPointer<Float>
  /// Weights and bias after attention.
  let output: Linear
  /// Normalisation after attention.
  let outputNorm: Linear
  /// Into the feed-forward part.
  let expand: Linear
  /// Out of the feed-forward part.
  let contract: Linear
  /// Normalisation after it.
  let contractNorm: Linear
  /// The four weight matrices as they are multiplied with.
  let products: Products

  /// The weight matrices of a layer.
  struct Products {
    /// Query, key and value together.
    let attention: WeightMatrix
    /// After attention.
    let output: WeightMatrix
    /// Into the feed-forward part.
    let expand: WeightMatrix
    /// Out of it.
    let contract: WeightMatrix
  }

  /// A weight and its bias.
  struct Linear {
    /// Rows of weights, or the scales of a normalisation.
    let weight: UnsafeBufferPointer<Float>
    /// One bias a row.
    let bias: UnsafeBufferPointer<Float>
  }

  /// Reads layer `index` of the file; throws where a tensor is missing.
  init(_ file: SafetensorsFile, index: Int) throws(ModelFileError) {
    let prefix = "encoder.layer.\(index)."
    let width = MiniLMShape.width
    func linear(_ name: String, _ shape: [Int]) throws(ModelFileError) -> Linear {
      Linear(
        weight: try file.tensor(prefix + name + ".weight", shape: shape),
        bias: try file.tensor(prefix + name + ".bias", shape: [shape[0]]))
    }
    var parts: [Linear] = []
    for name in ["query", "key", "value"] {
      parts.append(try linear("attention.self." + name, [width, width]))
    }
    output = try linear("attention.output.dense", [width, width])
    outputNorm = try linear("attention.output.LayerNorm", [width])
    expand = try linear("intermediate.dense", [MiniLMShape.inner, width])
    contract = try linear("output.dense", [width, MiniLMShape.inner])
    contractNorm = try linear("output.LayerNorm", [width])
    attention = .allocate(capacity: 3 * width * width)
    attentionBias = .allocate(capacity: 3 * width)
    for (part, linear) in parts.enumerated() {
      _ = attention[(part * width * width)...].initialize(from: linear.weight)
      _ = attentionBias[(part * width)...].initialize(from: linear.bias)
    }
    let inner = MiniLMShape.inner
    products = Products(
      attention: WeightMatrix(attention.baseAddress!, columns: 3 * width, depth: width),
      output: WeightMatrix(output.weight.baseAddress!, columns: width, depth: width),
      expand: WeightMatrix(expand.weight.baseAddress!, columns: inner, depth: width),
      contract: WeightMatrix(contract.weight.baseAddress!, columns: width, depth: inner))
  }
}

import Embeddings
import Shared

/// `fractal inspect embed`: word pieces and vectors of texts, with no database.
enum InspectEmbed: Command {
  static let name = "embed"
  static let summary = "word pieces and vectors of texts read from standard input"
  static let help = """
    usage: fractal inspect embed [--batch N] [--tokens-only] [--model FOLDER] < TEXTS.jsonl

    Reads JSON lines {"id", "text"} and writes, in the same order, {"id", "tokens", "embedding"}.
    The model's folder is --model, else FRACTAL_MODEL_DIR, else models/minilm-l6-v2 in the data
    directory.

    example: echo '{"id": 1, "text": "Call the bank"}' | fractal inspect embed
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["tokens-only"], options: ["batch", "model"])
    let batch = try arguments.integer("batch", in: 1...1_024) ?? 32
    let encoder = try MiniLMEncoder(folder: ModelFolder.path(arguments.option("model")))
    let tokensOnly = arguments.flag("tokens-only")
    let lines = try StandardInput.readAll().split(separator: 0x0A)
    var output = JSONWriter(capacity: 1 << 16)
    for start in stride(from: 0, to: lines.count, by: batch) {
      let items = try lines[start..<min(start + batch, lines.count)].map {
        try JSONValue(parsing: Array($0))
      }
      let tokens = items.map { encoder.tokens(of: $0["text"]?.stringValue ?? "") }
      let vectors = tokensOnly ? [] : encoder.vectors(of: tokens)
      for index in items.indices {
        write(
          items[index]["id"] ?? .null, tokens[index], vectors.isEmpty ? nil : vectors[index],
          &output)
      }
      StandardOutput.write(bytes: output.bytes)
      output.removeAll()
    }
    return 0
  }

  private static func write(
    _ id: JSONValue, _ tokens: WordPieceTokens, _ vector: [Float]?, _ output: inout JSONWriter
  ) {
    output.writeRaw("{\"id\":")
    output.write(id)
    output.writeRaw(",\"tokens\":[")
    for (index, token) in tokens.ids.enumerated() {
      if index > 0 { output.writeByte(UInt8(ascii: ",")) }
      output.write(Int64(token))
    }
    output.writeRaw("]")
    if let vector {
      output.writeRaw(",\"embedding\":[")
      for (index, number) in vector.enumerated() {
        if index > 0 { output.writeByte(UInt8(ascii: ",")) }
        output.write(number)
      }
      output.writeRaw("]")
    }
    output.writeRaw("}\n")
  }
}

import Embeddings
import Shared

/// `fractal inspect neighbours`: guesses labels from a history, with no database.
enum InspectNeighbours: Command {
  static let name = "neighbours"
  static let summary = "labels guessed from a history of labelled texts read from standard input"
  static let help = """
    usage: fractal inspect neighbours [--model FOLDER] [--words-only] < STEPS.jsonl

    Reads JSON lines. {"op": "add", "id", "text", "label", "at"} adds a text and gets no answer;
    {"op": "ask", "text", "at"} is answered at once with {"labels": [{"label", "share"}, ...]},
    best first, from what was added before. "at" is in seconds since 1970.

      --model FOLDER  the model's folder; else FRACTAL_MODEL_DIR, else models/minilm-l6-v2 in
                      the data directory
      --words-only    compare words only, without a model

    example:
      fractal inspect neighbours --words-only < steps.jsonl
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["words-only"], options: ["model"])
    let encoder =
      arguments.flag("words-only")
      ? nil : try MiniLMEncoder(folder: ModelFolder.path(arguments.option("model")))
    var session = LabelSession(encoder: encoder)
    var lines = StandardInputLines()
    while let line = lines.next() {
      guard !line.isEmpty else { continue }
      if let answer = try session.take(try JSONValue(parsing: line)) {
        StandardOutput.write(bytes: Array((answer.serialized + "\n").utf8))
      }
    }
    return 0
  }
}

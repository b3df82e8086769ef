import NLParse
import Shared

/// Brings breakdowns together: patterns, and the model where one is configured.
struct BreakdownWiring: Sendable {
  /// Makes breakdowns.
  let maker: BreakdownMaker

  /// The maker; throws where a pattern file cannot be read or AWS is not set up.
  init(_ context: ProgramContext, pool: PostgresPool) throws {
    let language = try LanguageWiring(context, pool: pool)
    let patterns: PatternLibrary
    do throws(PromptError) {
      patterns = try PatternLibrary(language.library)
    } catch {
      throw WiringError("a breakdown pattern cannot be used: \(error); correct it in PROMPTS_DIR")
    }
    maker = BreakdownMaker(
      reader: BreakdownReader(pool: pool),
      deterministic: DeterministicBreakdown(patterns: patterns),
      model: language.layer.map { ModelBreakdown(layer: $0, library: language.library) },
      now: { Instant.machineNow })
  }
}

import Embeddings
import NLParse
import Shared

/// Brings breakdowns together: patterns, what the search knows of meaning, the person's calendars,
/// and the model where one is configured.
struct BreakdownWiring: Sendable {
  /// Makes breakdowns.
  let maker: BreakdownMaker

  /// The maker; throws where a pattern file cannot be read or AWS is not set up. `search` spares
  /// making the parts of the search twice.
  init(_ context: ProgramContext, pool: PostgresPool, search: SearchParts? = nil) throws {
    let language = try LanguageWiring(context, pool: pool)
    let patterns: PatternLibrary
    do throws(PromptError) {
      patterns = try PatternLibrary(language.library)
    } catch {
      throw WiringError("a breakdown pattern cannot be used: \(error); correct it in PROMPTS_DIR")
    }
    let meaning = SearchMeaning(TextMeaning(search ?? SearchWiring.parts(context, pool: pool)))
    maker = BreakdownMaker(
      reader: BreakdownReader(pool: pool, meaning: meaning),
      deterministic: DeterministicBreakdown(patterns: patterns),
      model: language.layer.map {
        ModelBreakdown(layer: $0, library: language.library, meaning: meaning)
      }, meaning: meaning,
      freeDays: CalendarFreeDays(pool: pool, settings: context.settings))
  }
}

import NLParse
import Shared

/// Brings the language model together, where one is configured.
struct LanguageWiring: Sendable {
  /// The prompts, those of `PROMPTS_DIR` in place of the built-in ones.
  let library: PromptLibrary
  /// The layer; nil where `LANGUAGE_MODEL` is not set.
  let layer: LanguageLayer?

  /// The layer on the model of the settings; throws where AWS is not set up for it.
  init(_ context: ProgramContext, pool: PostgresPool) throws(WiringError) {
    let settings = context.settings
    library = PromptLibrary(folder: settings[Settings.promptsDirectory])
    guard let name = settings[Settings.languageModel] else {
      layer = nil
      return
    }
    layer = LanguageLayer(
      model: String(name.dropFirst("bedrock:".count)),
      client: try Self.bedrock(context, pool: pool),
      ledger: UsageLedger(
        pool: pool, dailyTokens: settings[Settings.modelDailyTokens],
        prices: settings[Settings.modelPrices].compactMap { ModelPrice($0) }),
      forms: AnswerForms(pool: pool))
  }

  /// Reads typed lines; nil without a model.
  var lines: (any LineModel)? {
    layer.map { PromptedLineModel(layer: $0, library: library) }
  }

  /// A client of Bedrock as the settings and AWS's own environment have it.
  static func bedrock(
    _ context: ProgramContext, pool: PostgresPool
  ) throws(WiringError) -> BedrockClient {
    let environment = AWSEnvironment(
      variables: Settings.processEnvironment(), now: { Instant.machineNow })
    let rates = context.settings[Settings.bedrockRates].compactMap { ModelRate($0) }
    do throws(AWSError) {
      return try BedrockClient(
        environment: environment,
        pacing: rates.isEmpty
          ? nil : DatabasePacing(pool: pool, region: environment.region ?? "", rates: rates),
        metrics: BedrockMetrics(context.metrics))
    } catch {
      throw WiringError(
        "Bedrock is configured but cannot be called: \(error); set AWS_REGION, and credentials as "
          + "AWS's own tools take them")
    }
  }
}

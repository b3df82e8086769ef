public import FoundationEssentials
public import Shared

/// Makes breakdowns, with the model where there is one and without it where there is none or it
/// fails.
public struct BreakdownMaker: Sendable {
  private let reader: BreakdownReader
  private let deterministic: DeterministicBreakdown
  private let model: ModelBreakdown?
  private let meaning: (any BreakdownMeaning)?
  private let freeDays: (any FreeDays)?

  /// A maker of those parts.
  public init(
    reader: BreakdownReader, deterministic: DeterministicBreakdown, model: ModelBreakdown?,
    meaning: (any BreakdownMeaning)? = nil, freeDays: (any FreeDays)? = nil
  ) {
    self.reader = reader
    self.deterministic = deterministic
    self.model = model
    self.meaning = meaning
    self.freeDays = freeDays
  }

  /// What came of it.
  public struct Result: Sendable {
    /// The breakdown.
    public let breakdown: Breakdown
    /// The proposal to store; nil where nothing fits.
    public let proposal: Proposal?
  }

  /// A breakdown of the task, with the proposal that shows it; nothing is written.
  ///
  /// `onStep` hears of a model's steps while they come. Throws where the actor may not see the task.
  public func make(
    _ task: UUID, _ options: BreakdownOptions, as actor: Actor,
    onStep: (@Sendable (Int, String) -> Void)? = nil
  ) async throws -> Result {
    // Estimates of people need no correction; a model's do.
    let material = try await reader.material(
      task, as: actor, learnsBias: model != nil && options.usesModel)
    let breakdown = await steps(material, options, actor, onStep)
    guard !breakdown.steps.isEmpty else { return Result(breakdown: breakdown, proposal: nil) }
    let days = try await days(breakdown, material, options, actor)
    return Result(
      breakdown: breakdown,
      proposal: BreakdownProposal.proposal(
        breakdown, of: material, days: days, until: options.until,
        deeper: options.depth > 1 ? deeper(breakdown, material) : []))
  }

  private func steps(
    _ material: BreakdownMaterial, _ options: BreakdownOptions, _ actor: Actor,
    _ onStep: (@Sendable (Int, String) -> Void)?
  ) async -> Breakdown {
    var notes: [String] = []
    if let model, options.usesModel {
      do throws(ModelRefusal) {
        return try await model.steps(
          material, count: options.count, workspace: actor.workspace, onStep: onStep)
      } catch {
        notes.append("model_\(error.rawValue)")
      }
    }
    var breakdown = await deterministic(material, options.count)
    breakdown.notes += notes
    return breakdown
  }

  /// The steps without a model: once by words, and again where their meaning is known, so that none
  /// says in other words what another or a sub-task says.
  private func deterministic(_ material: BreakdownMaterial, _ count: Int) async -> Breakdown {
    let first = deterministic.steps(material, count: count)
    guard let meaning, !first.steps.isEmpty else { return first }
    var material = material
    let titles = first.steps.map(\.title)
    material.meanings = await meaning.meanings(of: titles + material.existing)
    guard material.meanings.repeats(titles, material.existing) else { return first }
    return deterministic.steps(material, count: count)
  }

  /// Steps of each step, by the same means but the model.
  private func deeper(
    _ breakdown: Breakdown, _ material: BreakdownMaterial
  ) -> [[BreakdownStep]] {
    breakdown.steps.map { step in
      var inner = material
      inner.title = step.title
      inner.description = ""
      inner.existing = breakdown.steps.map(\.title) + [material.title]
      inner.estimatedMinutes = step.minutes
      return deterministic.steps(inner, count: 5).steps.map { inner in
        var inner = inner
        inner.after = []
        return inner
      }
    }
  }

  private func days(
    _ breakdown: Breakdown, _ material: BreakdownMaterial, _ options: BreakdownOptions,
    _ actor: Actor
  ) async throws -> [CivilDate]? {
    guard let freeDays, let end = options.until ?? material.due, material.now < end,
      let zone = try? TimeZoneDatabase.system.zone(named: material.timezone),
      let free = try await freeDays.freeMinutes(
        from: material.now, until: end, for: material.task, as: actor)
    else { return nil }
    return StepDates.days(breakdown.steps, free: free, through: zone.date(at: end))
  }
}

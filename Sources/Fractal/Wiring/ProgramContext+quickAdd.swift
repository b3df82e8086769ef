import NLParse
import Shared

extension ProgramContext {
  /// The operator's choices for quick add; throws where one is unknown.
  func quickAddChoices() throws -> LinePolicy.Choices {
    guard let text = settings[Settings.quickAddPolicy] else { return .init() }
    guard let choices = LinePolicy.Choices(text) else {
      throw WiringError("QUICK_ADD_POLICY holds a choice that docs/quick-add.md does not list")
    }
    return choices
  }

  /// Quick add with the operator's choices, and the language model where one is configured. Choices
  /// and model are checked when the server is made, so that none is missing silently here.
  func quickAdd(_ pool: PostgresPool) -> QuickAdd {
    var lines = QuickAdd(
      pool: pool, choices: (try? quickAddChoices()) ?? .init(),
      writer: TaskWriter(listeners: Self.taskListeners))
    lines.model = (try? LanguageWiring(self, pool: pool))?.lines
    return lines
  }
}

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
  ///
  /// `suggester` is for a process that has made one already.
  func quickAdd(
    _ pool: PostgresPool, suggester: (any LineSuggesting)? = nil
  ) -> QuickAdd {
    var lines = QuickAdd(
      pool: pool, choices: (try? quickAddChoices()) ?? .init(),
      writer: TaskWriter(listeners: Self.taskListeners))
    lines.suggester = suggester ?? lineSuggestions(pool)
    lines.model = (try? LanguageWiring(self, pool: pool))?.lines
    return lines
  }

  /// What earlier tasks say about a new one; the model is not loaded before it is asked.
  func lineSuggestions(_ pool: PostgresPool) -> any LineSuggesting {
    NeighbourSuggestions(SearchWiring.retriever(self, pool: pool))
  }

  /// Reads the subjects of owners' mails.
  func subjectLines(_ pool: PostgresPool) -> SubjectLines {
    SubjectLines(
      choices: (try? quickAddChoices()) ?? .init(), suggester: lineSuggestions(pool))
  }
}

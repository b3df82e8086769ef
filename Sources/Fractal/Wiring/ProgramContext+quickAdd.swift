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
}

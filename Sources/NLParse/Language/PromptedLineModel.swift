import FoundationEssentials
import Shared

/// Reads typed lines with the language model, on the prompt `quick-add`.
///
/// Rows are offered under short handles, so that an invented id cannot be one of the user's; what the
/// model says is taken only where it stands in the line or was offered.
public struct PromptedLineModel: LineModel {
  private let layer: LanguageLayer
  private let library: PromptLibrary

  /// A reader on that layer.
  public init(layer: LanguageLayer, library: PromptLibrary) {
    self.layer = layer
    self.library = library
  }

  /// Asks about one line.
  public func read(_ question: LineQuestion) async -> LineModelOutcome {
    do throws(ModelRefusal) {
      let offer = LineOffer(question)
      let rendering: PromptRendering
      do throws(PromptError) {
        rendering = try PromptRendering(library.prompt("quick-add"), offer.values)
      } catch {
        throw .prompt
      }
      let answer = try await layer.ask(
        LanguageQuestion(
          rendering, workspace: question.workspace, patience: question.patience,
          problems: { offer.problems($0) }))
      return .answer(offer.answer(answer))
    } catch {
      return .none(code: error.rawValue)
    }
  }
}

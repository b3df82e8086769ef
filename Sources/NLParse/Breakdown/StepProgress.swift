import Shared
import Synchronization

/// Tells of each step of an answer once, as soon as it is complete.
final class StepProgress: Sendable {
  private let onStep: (@Sendable (Int, String) -> Void)?
  private let told = Mutex(0)

  /// Progress that is told to that listener.
  init(_ onStep: (@Sendable (Int, String) -> Void)?) {
    self.onStep = onStep
  }

  /// Looks at the text so far.
  func note(_ text: String) {
    guard let onStep else { return }
    let steps = PartialSteps.steps(in: text)
    let fresh = told.withLock { told in
      defer { told = max(told, steps.count) }
      // A second turn begins anew; what was told stays told.
      return told..<max(told, steps.count)
    }
    for index in fresh {
      onStep(index + 1, PromptText.clean(steps[index]["title"]?.stringValue ?? ""))
    }
  }
}

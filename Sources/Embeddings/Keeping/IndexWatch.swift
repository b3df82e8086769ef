public import Shared
import Synchronization

/// Watches an index elsewhere: leaves it alone for a while after it failed, and counts how often the
/// truth had to answer in its place.
public final class IndexWatch: Sendable {
  /// Why the truth answers.
  enum Reason: String, CaseIterable {
    /// The index did not answer, or not in time.
    case away
    /// It failed a moment ago and is not asked.
    case resting
    /// It refused the question.
    case refused
    /// It was not given the workspace yet.
    case behind
    /// It has lost the workspace.
    case emptied
  }

  private let answers: MetricFamily<Counter>?
  private let logger: Logger
  private let rests = Mutex<[String: SteadyTime]>([:])

  /// A watch that counts and logs where it is given what to count and log with.
  public init(metrics: Metrics? = nil, logger: Logger = .silent) {
    answers = metrics?.counter(
      "fractal_search_fallbacks_total",
      help: "Questions that PostgreSQL answered in place of the index elsewhere.",
      labels: ["reason"])
    self.logger = logger
  }

  /// True where the index may be asked. After a failure one question tries it again now and then.
  func mayAsk(_ index: any VectorIndex) -> Bool {
    let now = SteadyTime.now
    let isFree = rests.withLock { rests in
      guard let until = rests[index.name] else { return true }
      guard until <= now else { return false }
      rests[index.name] = now.advanced(by: EmbeddingLimits.indexRest)
      return true
    }
    if !isFree { count(.resting) }
    return isFree
  }

  /// Notes that the index answered.
  func answered(_ index: any VectorIndex) {
    let wasResting = rests.withLock { $0.removeValue(forKey: index.name) != nil }
    if wasResting { logger.info("the index answers again", ["index": .string(index.name)]) }
  }

  /// Notes that the index failed: where that may pass, nobody asks it for a while.
  func failed(_ index: any VectorIndex, _ error: IndexError) {
    count(error.code == .passing ? .away : .refused)
    var isNew = true
    if error.code == .passing {
      let until = SteadyTime.now.advanced(by: EmbeddingLimits.indexRest)
      isNew = rests.withLock { $0.updateValue(until, forKey: index.name) == nil }
    }
    guard isNew else { return }
    logger.warning(
      "the index did not answer, PostgreSQL does",
      ["index": .string(index.name), "error": .string(error.description)])
  }

  /// Counts an answer of the truth.
  func count(_ reason: Reason) { answers?.labeled(reason.rawValue).increment() }
}

/// The neighbours of a text, and by what they were found.
public struct RetrievalAnswer: Sendable {
  /// The tasks, best first.
  public var neighbours: [TaskNeighbour]
  /// By what they were compared, which is words where vectors were not to be had.
  public var mode: RetrievalQuestion.Mode
  /// Why there were no vectors, as a code: `no_model`, `unavailable`, `failed`, `index`, or that of
  /// ``TextEmbedding/Absence``; nil where nothing was missing.
  public var shortfall: String?
}

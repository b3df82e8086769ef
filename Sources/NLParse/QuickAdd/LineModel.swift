/// A language model that reads typed lines beside the grammar.
///
/// It only points: at verbatim words of the line and at ids it was offered. Dates are computed by the
/// grammar from the words it points at, explicit syntax wins over it, and every id is checked against
/// the offered ones. When it fails or is late, the grammar's result stands.
public protocol LineModel: Sendable {
  /// Reads one line; nobody waits for it longer than the question's ``LineQuestion/patience``.
  func read(_ question: LineQuestion) async -> LineModelOutcome
}

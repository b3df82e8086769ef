/// The full-text vector of a task.
enum TaskSearch {
  /// The expression that makes `search_vector` of a row's title (weight A) and description
  /// (weight B); the configuration `simple` suits every language. Both are cut, since PostgreSQL
  /// refuses a vector over one megabyte.
  static func vector(of row: String) -> String {
    """
    setweight(to_tsvector('simple', left(coalesce(\(row).title, ''), \(limit))), 'A')
      || setweight(to_tsvector('simple', left(coalesce(\(row).description, ''), \(limit))), 'B')
    """
  }

  private static let limit = TaskLimits.searchedCharacters
}

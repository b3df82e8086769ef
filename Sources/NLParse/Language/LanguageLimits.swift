/// Sizes, counts and times of the language-model layer.
public enum LanguageLimits {
  /// Milliseconds that quick add waits for a model before the deterministic result stands.
  public static let lineMilliseconds = 1_500
  /// Seconds that a breakdown waits for a model, repair included.
  public static let breakdownSeconds = 60
  /// Bytes of a prompt file.
  public static let promptBytes = 64 * 1024
  /// Bytes of one value that is put into a prompt; the rest is cut and marked.
  public static let valueBytes = 16 * 1024
  /// Bytes of a whole rendered prompt; above it nothing is sent.
  public static let renderedBytes = 128 * 1024
  /// Bytes of an answer that is shown to the model again when it is asked to repair it.
  public static let repairBytes = 8 * 1024
  /// Problems of an answer that the repair turn names.
  public static let repairProblems = 12
  /// Levels of a schema that are checked.
  public static let schemaDepth = 12
  /// Projects of a quick-add prompt; the rest is left out.
  public static let projects = 60
  /// Tags of a quick-add prompt; the rest is left out.
  public static let tags = 60
  /// Neighbours of a quick-add prompt; the rest is left out.
  public static let neighbours = 12
  /// Sub-tasks of one line.
  public static let lineSubtasks = 20
}

/// Where a prompt's text came from: compiled in, or the operator's `PROMPTS_DIR`.
public enum PromptSource: String, Sendable {
  /// The text that was compiled into the program.
  case builtIn = "built-in"
  /// A file of the same name in the operator's folder.
  case directory
}

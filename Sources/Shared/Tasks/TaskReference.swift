public import FoundationEssentials

/// A task that exists already, or one that a draft of the same write or proposal will make.
public enum TaskReference: Hashable, Sendable {
  /// The task of that id.
  case task(UUID)
  /// The task that the draft of that key becomes, see ``TaskDraft/key``.
  case draft(String)
}

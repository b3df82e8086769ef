public import Shared

/// What the door says about a capture that was handed in.
public struct CaptureIntakeOutcome: Sendable {
  /// The row of `pipeline.raw_inputs`.
  public var input: StoredInput
  /// True where this call stored it; false where the same capture id had come before.
  public var isNew: Bool
  /// The page as it was saved before, with its task; nil where it is new.
  public var saved: SavedPage?
}

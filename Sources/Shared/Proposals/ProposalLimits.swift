/// Limits on proposals; more is refused when they are stored.
public enum ProposalLimits {
  /// Groups of a proposal.
  public static let groups = 500
  /// Items of a proposal.
  public static let items = 2_000
  /// Characters of a title; longer ones are cut.
  public static let titleCharacters = 500
  /// Characters of a reason for rejecting; longer ones are cut.
  public static let decisionCharacters = 2_000
  /// Proposals listed at once.
  public static let listed = 100
}

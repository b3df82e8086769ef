public import FoundationEssentials

/// Where mail to an address goes, and what its owner has decided about it.
public struct InboundRoute: Hashable, Sendable {
  /// What happens with mail of a kind.
  public enum Policy: String, Hashable, Sendable {
    /// It becomes a task.
    case accept
    /// It is held until a person decides.
    case quarantine
    /// It is refused at the door.
    case reject
    /// It is recorded and nothing else.
    case drop
  }

  /// The slug that matched.
  public var slug: String
  /// What stood behind the plus, where that was not the slug itself.
  public var detail: String?
  /// For whom, and in which workspace, the mail acts.
  public var actor: Actor
  /// The project it goes into.
  public var project: UUID?
  /// The task it becomes a comment of, for a task's own address.
  public var task: UUID?
  /// The row of `pipeline.addresses`; nil for the app's own routing.
  public var address: UUID?
  /// What happens with mail of senders that are not on the list.
  public var unknownSender: Policy = .accept
  /// What happens with mail that failed authentication.
  public var failedAuthentication: Policy = .quarantine
  /// What happens with automatic mail.
  public var automaticMail: Policy = .drop
  /// What happens with mail of mailing lists.
  public var listMail: Policy = .accept
  /// What happens with mass mail, notifications and mail without an envelope sender.
  public var bulkMail: Policy = .accept
  /// Addresses and `@domain`s that are always welcome.
  public var allowedSenders: [String] = []
  /// True where the sender may be told of a failure.
  public var notifiesFailures = false
}

extension InboundRoute {
  /// A route of that slug with the usual policies.
  public init(slug: String, to project: UUID? = nil, as actor: Actor) {
    self.init(slug: slug, detail: nil, actor: actor, project: project)
  }
}

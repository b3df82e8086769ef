public import FoundationEssentials

/// One suggested change.
public struct ProposalItem: Hashable, Sendable {
  /// What would change.
  public enum Change: Hashable, Sendable {
    /// A task would be made. Its key is how other items name it.
    case create(TaskDraft)
    /// A task's planned time would become these blocks, each with a start and an end; none takes it
    /// off the plan. `tasks.start_date` shows the first start.
    case move(task: UUID, blocks: [InstantRange])
    /// A field of a task would get a value; `tags` takes a list of names to add.
    case set(task: UUID, field: TaskField, value: JSONValue)
    /// A task would have to wait for another; drafts are named by key and may stand in other
    /// groups: the dependency then begins once both are accepted.
    case depend(blocker: TaskReference, blocked: TaskReference)
  }

  /// Where the item stands.
  public enum State: String, Hashable, Sendable {
    /// Not decided, or rejected with its group.
    case open
    /// Written.
    case applied
    /// Accepted, but a task it names has not been.
    case deferred
  }

  /// Its id.
  public var id: UUID
  /// What would change.
  public var change: Change
  /// The values that the suggestion rests on, by column of the task; `facts` nests those of its
  /// facts, `blocks` lists its planned time as `{start, end}`. Another value at acceptance refuses
  /// the group.
  public var base: JSONObject
  /// Why.
  public var reasons: [ProposalReason]
  /// Where it stands.
  public internal(set) var state = State.open
  /// For a created draft, the task it became.
  public internal(set) var result: UUID?

  /// An item that is not decided yet.
  public init(
    _ change: Change, base: JSONObject = [:], reasons: [ProposalReason] = [], id: UUID = UUID()
  ) {
    self.change = change
    self.base = base
    self.reasons = reasons
    self.id = id
  }

  /// The existing task that it would change, nil for drafts.
  public var task: UUID? {
    switch change {
    case .create: nil
    case .move(let task, _), .set(let task, _, _): task
    case .depend(_, .task(let task)): task
    case .depend: nil
    }
  }
}

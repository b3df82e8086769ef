public import FoundationEssentials
public import Shared

/// What a person's lines may name: projects, tags and members, and the person's zone.
public struct LineDirectory: Sendable {
  /// A project that the person may add to.
  public struct Project: Hashable, Sendable {
    /// Its id.
    public var id: UUID
    /// Its names, outermost first.
    public var path: [String]

    /// A project of that id and those names.
    public init(id: UUID, path: [String]) {
      self.id = id
      self.path = path
    }
  }

  /// A member of the workspace.
  public struct Member: Hashable, Sendable {
    /// The user's id.
    public var id: UUID
    /// The full name, where there is one.
    public var name: String?
    /// The address.
    public var email: String

    /// A member of that id, name and address.
    public init(id: UUID, name: String?, email: String) {
      self.id = id
      self.name = name
      self.email = email
    }
  }

  /// Projects that the person may add to.
  public var projects: [Project] = []
  /// Tags of the workspace.
  public var tags: [LineQuestion.Choice] = []
  /// Members of the workspace.
  public var members: [Member] = []
  /// The person's zone.
  public var zone = Zone.utc

  /// A directory of which nothing is known.
  public init() {}

  /// The project that a typed path means: the whole path, its end, or the beginning of one name,
  /// where that is only one project.
  public func project(_ path: [String]) -> Project? {
    let wanted = path.map { LineDirectory.folded($0) }
    guard let last = wanted.last else { return nil }
    let ends = projects.filter { project in
      let names = project.path.map { LineDirectory.folded($0) }
      return names.count >= wanted.count && names.suffix(wanted.count).elementsEqual(wanted)
    }
    if let exact = ends.min(by: { $0.path.count < $1.path.count }) { return exact }
    guard wanted.count == 1, last.count >= 3 else { return nil }
    let begins = projects.filter { project in
      project.path.last.map { LineDirectory.folded($0).starts(with: last) } ?? false
    }
    return begins.count == 1 ? begins[0] : nil
  }

  /// The member that a typed name means: an address, its part before the @, a first or full name,
  /// where that is only one member.
  public func member(_ name: String) -> Member? {
    let wanted = LineDirectory.folded(name)
    let found = members.filter { member in
      let email = LineDirectory.folded(member.email)
      let full = LineDirectory.folded(member.name ?? "")
      return email == wanted || Array(email.prefix { $0 != 64 }) == wanted || full == wanted
        || Array(full.prefix { $0 != 32 }) == wanted
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The names of the projects as the grammar takes them.
  var projectNames: [String] {
    projects.flatMap { project in
      project.path.count > 1
        ? [project.path.joined(separator: "/"), project.path[project.path.count - 1]]
        : project.path
    }
  }

  private static func folded(_ text: String) -> [UInt8] {
    TextFolding.folded(Array(text.utf8))
  }
}

/// The handlers of one program, by the name of their kind.
public struct JobHandlers: Sendable {
  private let byKind: [String: any JobHandler]

  /// The handlers; of two for the same kind the later one counts.
  public init(_ handlers: [any JobHandler]) {
    byKind = Dictionary(handlers.map { ($0.kind.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// The handler of that kind, nil where this program has none: then it never claims such jobs.
  public subscript(kind: String) -> (any JobHandler)? { byKind[kind] }

  /// Every kind, ordered by name.
  public var kinds: [JobKind] { byKind.values.map(\.kind).sorted { $0.name < $1.name } }
}

/// Why something is proposed: a sentence for the person and its terms for programs.
public struct ProposalReason: Hashable, Sendable {
  /// The rule or term behind it, stable for programs: `deadline`, `calendar_conflict`, …
  public var code: String
  /// One sentence.
  public var text: String
  /// Numbers and ids that the sentence stands on.
  public var terms: JSONObject

  /// A reason.
  public init(_ code: String, _ text: String, terms: JSONObject = [:]) {
    self.code = code
    self.text = text
    self.terms = terms
  }

  /// `code`, `text`, and `terms` where there are any.
  public var json: JSONValue {
    .members([
      "code": .string(code), "text": .string(text),
      "terms": terms.count > 0 ? .object(terms) : nil,
    ])
  }

  /// Reads a reason; throws `invalid` with the member's path.
  init(_ members: JSONMembers) throws(TaskError) {
    self.init(
      try members.requiredString("code"), try members.requiredString("text"),
      terms: try members.value("terms", "an object") { $0.objectValue } ?? [:])
  }
}

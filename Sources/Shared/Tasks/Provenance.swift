/// Where one field of a task came from, and how sure the source was.
///
/// Each field that a person did not type has one; a field without any was typed by a person.
public struct Provenance: Hashable, Sendable {
  /// The kind of source.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Words of the input itself.
    case span
    /// A header of a mail.
    case header
    /// Metadata of a page, a calendar entry or a file.
    case metadata
    /// Similar tasks of the same workspace.
    case neighbour
    /// A language model's answer.
    case model
    /// A rule of ours, such as the route of an address.
    case rule
    /// A setting's default.
    case `default`
    /// A person, where the pipeline still wants it written down, as for an edited suggestion.
    case person
    /// An accepted plan.
    case plan
  }

  /// The field it is about.
  public var field: TaskField
  /// The value as text, for a reader; it need not parse back.
  public var value: String?
  /// The kind of source.
  public var kind: Kind
  /// What exactly: the header's name, the span's words and bytes, the neighbours' ids, the model
  /// and prompt. An object.
  public var reference: JSONObject
  /// How sure, 0 to 1.
  public var confidence: Double

  /// A provenance; the confidence is brought into 0...1, and one that is no number into 0.
  public init(
    _ field: TaskField, value: String? = nil, kind: Kind, reference: JSONObject = [:],
    confidence: Double
  ) {
    self.field = field
    self.value = value
    self.kind = kind
    self.reference = reference
    self.confidence = confidence.isNaN ? 0 : min(max(confidence, 0), 1)
  }
}

/// Why a planning setting, a calendar or a plan was refused.
public struct PlanningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of refusal.
  public enum Code: String, Hashable, Sendable {
    /// A value does not fit.
    case invalid
    /// It does not exist for the caller.
    case notFound = "not_found"
    /// Something it needs is not set up.
    case unavailable
  }

  /// What kind of refusal.
  public let code: Code
  /// The member that does not fit, as a path.
  public let field: String?
  /// One sentence, without user text.
  public let detail: String

  /// A refusal.
  public init(_ code: Code, field: String? = nil, _ detail: String) {
    self.code = code
    self.field = field
    self.detail = detail
  }

  /// Field and sentence.
  public var description: String { field.map { "\($0): \(detail)" } ?? detail }
}

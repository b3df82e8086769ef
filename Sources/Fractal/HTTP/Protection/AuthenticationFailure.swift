import FoundationEssentials
import Shared

/// Why credentials did not count.
enum AuthenticationFailure: Error, Sendable, Equatable {
  /// Unknown, expired, revoked or malformed; the client is not told which.
  case invalid
  /// Known, but the user or workspace may not act, or the scope is missing.
  case forbidden
  /// The user belongs to several workspaces and named none; these are the ones to choose from.
  case workspaceNeeded([UUID])
}

extension AuthenticationFailure: ProblemConvertible {
  /// 401, 403, or 400 with the list of workspaces.
  var problem: Problem {
    switch self {
    case .invalid:
      return .unauthorized()
    case .forbidden:
      return .forbidden()
    case .workspaceNeeded(let choices):
      var problem = Problem(
        400, "workspace-needed", "The workspace must be named in X-Workspace-Id")
      problem.extras = [
        ("workspaces", .array(choices.map { .string($0.uuidString.lowercased()) }))
      ]
      return problem
    }
  }
}

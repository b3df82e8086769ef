import Shared

extension AccessError: ProblemConvertible {
  /// 401, 403, 404, or 400 with the list of workspaces.
  var problem: Problem {
    switch self {
    case .missing, .invalid, .expired, .notConfigured:
      return .unauthorized(description)
    case .scope:
      return .forbidden(description)
    case .unknownWorkspace:
      // A foreign workspace looks the same as one that does not exist.
      return .notFound()
    case .workspaceNeeded(let choices):
      var problem = Problem(
        400, "workspace-needed", "The workspace must be named in X-Workspace-Id")
      problem.extras = [("workspaces", .array(choices.map(JSONValue.string)))]
      return problem
    }
  }

  /// True where someone may be guessing at credentials.
  var countsAsFailure: Bool {
    switch self {
    case .invalid, .expired, .notConfigured: true
    case .missing, .scope, .workspaceNeeded, .unknownWorkspace: false
    }
  }
}

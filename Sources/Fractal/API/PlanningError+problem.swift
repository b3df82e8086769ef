import Scheduler
import Shared

extension PlanningError: ProblemConvertible {
  /// The problem that a caller sees.
  var problem: Problem {
    switch code {
    case .invalid:
      .invalid([Problem.Fault(pointer: "/\(field ?? "")", detail: detail)])
    case .notFound: .notFound()
    case .unavailable: .unavailable(detail)
    }
  }
}

import Synchronization

/// How the demo ended, as the exit status of the process.
final class DemoOutcome: Sendable {
  private let result = Mutex<Result<Bool, any Error>?>(nil)

  /// The report is there.
  func finish(isAsExpected: Bool) {
    result.withLock { $0 = .success(isAsExpected) }
  }

  /// The demo could not go on; being stopped is no failure.
  func fail(_ error: any Error) {
    if error is CancellationError { return }
    result.withLock { $0 = .failure(error) }
  }

  /// 0 where all is as it should be, 1 where not, or where the demo was required and cut short.
  /// Throws what stopped the demo.
  func status(isRequired: Bool) throws -> Int32 {
    switch result.withLock({ $0 }) {
    case .success(let isAsExpected): return isAsExpected || !isRequired ? 0 : 1
    case .failure(let error): throw error
    case nil: return isRequired ? 1 : 0
    }
  }
}

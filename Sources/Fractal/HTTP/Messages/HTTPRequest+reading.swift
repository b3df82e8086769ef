import FoundationEssentials
import Shared

extension HTTPRequest {
  /// The caller, on routes that ask for one.
  ///
  /// - Throws: `Problem` 401 where the route does not.
  func caller() throws(Problem) -> TokenIdentity {
    guard let identity else { throw Problem.unauthorized() }
    return identity
  }

  /// The person who calls and the workspace in which the call acts.
  ///
  /// - Throws: `Problem` 403 where no person calls.
  func actor() throws(Problem) -> Actor {
    guard let actor = try caller().actor else { throw Problem.forbidden() }
    return actor
  }

  /// A path parameter of kind `uuid`.
  ///
  /// - Throws: `Problem` 404 where the pattern has none of that name.
  func uuid(_ name: String) throws(Problem) -> UUID {
    guard let id = pathParameters[name].flatMap(UUID.init(uuidString:)) else {
      throw Problem.notFound()
    }
    return id
  }

  /// A path parameter as text.
  ///
  /// - Throws: `Problem` 404 where the pattern has none of that name.
  func text(_ name: String) throws(Problem) -> String {
    guard let text = pathParameters[name] else { throw Problem.notFound() }
    return text
  }
}

extension QueryItems {
  /// The first value of that name as a whole number; nil where it is missing or none.
  func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
  /// The first value of that name as a UUID; nil where it is missing or none.
  func uuid(_ name: String) -> UUID? { self[name].flatMap(UUID.init(uuidString:)) }
  /// True where the first value of that name is `true`.
  func flag(_ name: String) -> Bool { self[name] == "true" }
}

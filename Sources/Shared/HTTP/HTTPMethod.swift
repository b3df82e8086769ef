/// A request method (RFC 9110 section 9), one of those this program sends or serves.
public enum HTTPMethod: String, CaseIterable, Hashable, Sendable {
  /// Reads.
  case get = "GET"
  /// Reads only the head of what GET would answer.
  case head = "HEAD"
  /// Does what the target says with the body.
  case post = "POST"
  /// Replaces.
  case put = "PUT"
  /// Changes in part.
  case patch = "PATCH"
  /// Removes.
  case delete = "DELETE"
  /// Asks what may be done.
  case options = "OPTIONS"
  /// WebDAV and CalDAV search (RFC 3253).
  case report = "REPORT"
  /// WebDAV properties (RFC 4918).
  case propfind = "PROPFIND"
}

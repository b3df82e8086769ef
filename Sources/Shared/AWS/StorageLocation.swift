/// Where objects lie in S3 or in a service that speaks its language.
public struct StorageLocation: Hashable, Sendable {
  /// The bucket.
  public let bucket: String
  /// What stands before every key, with a slash at its end; empty for none.
  public let prefix: String
  /// The region.
  public let region: String
  /// The service's address in place of AWS's own, without a slash at its end.
  public let endpoint: String?

  /// A location of those parts.
  public init(bucket: String, prefix: String = "", region: String, endpoint: String? = nil) {
    self.bucket = bucket
    self.prefix = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
    self.region = region
    self.endpoint = endpoint.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// Reads `s3://bucket` or `s3://bucket/prefix`; region and endpoint come from the environment,
  /// and S3's first region where none is named, as with AWS's own tools.
  ///
  /// - Throws: `AWSError.Code.malformedConfiguration`.
  public init(_ text: String, environment: AWSEnvironment) throws(AWSError) {
    guard text.hasPrefix("s3://") else { throw AWSError(.malformedConfiguration) }
    let parts = text.dropFirst(5).split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bucket = parts.first, Self.isBucket(bucket) else {
      throw AWSError(.malformedConfiguration)
    }
    self.init(
      bucket: String(bucket), prefix: parts.count > 1 ? String(parts[1]) : "",
      region: environment.region ?? Self.firstRegion,
      endpoint: environment.value("AWS_ENDPOINT_URL_S3") ?? environment.value("AWS_ENDPOINT_URL"))
  }

  /// The URL of a key; of the bucket itself where it is empty.
  func url(_ key: String, query: String = "") -> String {
    let path = PercentEncoding.encode(key.isEmpty ? "" : prefix + key, keeping: "/")
    let tail = query.isEmpty ? path : "\(path)?\(query)"
    if let endpoint { return "\(endpoint)/\(bucket)/\(tail)" }
    // A bucket with dots would not fit the certificate for its own host name.
    if bucket.contains(".") { return "https://s3.\(region).amazonaws.com/\(bucket)/\(tail)" }
    return "https://\(bucket).s3.\(region).amazonaws.com/\(tail)"
  }

  private static let firstRegion = "us-east-1"

  /// True where the text is a location, whatever the environment says.
  public static func isValid(_ text: String) -> Bool {
    let bare = AWSEnvironment(
      variables: [:], readFile: { _ in nil }, now: { Instant(microseconds: 0) })
    return (try? StorageLocation(text, environment: bare)) != nil
  }

  /// The naming rules of S3 as far as they keep other parts of a URL out.
  private static func isBucket(_ name: Substring) -> Bool {
    (3...63).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x2D || byte == 0x2E
      }
  }
}

/// Signs requests to one service of AWS in one region: Signature Version 4, HMAC-SHA256.
///
/// libcurl's own signer is wrong for every path that holds `:` or `%`, which is every Bedrock model
/// id with a version; hence ours.
public struct RequestSigner: Sendable {
  /// How the path is signed.
  public enum PathRule: Hashable, Sendable {
    /// Encoded once more than it is sent, without dot segments where `normalises`: every service
    /// but S3.
    case encodedAgain(normalises: Bool)
    /// As it is sent: S3, whose keys may hold `..` and `//`.
    case asSent
  }

  /// The service's signing name, such as `bedrock` or `s3`.
  public let service: String
  /// The region, such as `eu-central-1`.
  public let region: String
  /// How paths are signed.
  public let pathRule: PathRule

  /// What stands in place of a body's hash where the body is made while it is sent.
  public static let unsignedPayload = "UNSIGNED-PAYLOAD"
  private static let algorithm = "AWS4-HMAC-SHA256"

  /// A signer for a service; S3 has its own rule for paths.
  public init(service: String, region: String, pathRule: PathRule? = nil) {
    self.service = service
    self.region = region
    self.pathRule = pathRule ?? (service == "s3" ? .asSent : .encodedAgain(normalises: true))
  }

  /// Signs a request as it will go over the wire.
  ///
  /// `host` carries its port unless that is the scheme's own; `target` is path and query exactly as
  /// sent; of `headers` all are signed that nobody changes on the way.
  public func sign(
    method: String, host: String, target: String, headers: HTTPHeaders, payloadHash: String,
    credentials: AWSCredentials, time: Instant
  ) -> RequestSignature {
    let stamp = AWSTimestamp.text(time)
    var added = HTTPHeaders()
    added.add("X-Amz-Date", stamp)
    if service == "s3" { added.add("X-Amz-Content-SHA256", payloadHash) }
    if let token = credentials.sessionToken { added.add("X-Amz-Security-Token", token) }
    var signed = headers
    if signed["Host"] == nil { signed.add("Host", host) }
    for field in added.fields { signed[field.name] = field.value }
    let canonical = CanonicalRequest(
      method: method, target: target, headers: signed, payloadHash: payloadHash,
      pathRule: pathRule)
    let text = stringToSign(canonical, stamp)
    let signature = signature(of: text, stamp, credentials)
    added.add(
      "Authorization",
      "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope(stamp)), "
        + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)")
    return RequestSignature(
      canonicalRequest: canonical.text, stringToSign: text, signature: signature, headers: added)
  }

  /// Signs a request of the HTTP client; a streamed body is left unsigned, which only TLS protects.
  ///
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme`.
  public func sign(
    _ request: HTTPClientRequest, credentials: AWSCredentials, time: Instant
  ) throws(HTTPClientError) -> HTTPClientRequest {
    let url = try WebURL(request.url, keepsPath: true)
    let hash =
      switch request.body {
      case .none: SHA256.hexDigest(of: [])
      case .bytes(let bytes): SHA256.hexDigest(of: bytes)
      case .stream: Self.unsignedPayload
      }
    let signature = sign(
      method: request.method.rawValue, host: url.authority, target: url.target,
      headers: request.headers, payloadHash: hash, credentials: credentials, time: time)
    var request = request
    for field in signature.headers.fields { request.headers[field.name] = field.value }
    return request
  }

  /// A link that lets anyone do one thing until it ends: the signature stands in its query.
  ///
  /// - Throws: `HTTPClientError.Code.invalidURL`, `.forbiddenScheme`.
  public func presign(
    _ method: HTTPMethod, _ address: String, seconds: Int, credentials: AWSCredentials,
    time: Instant
  ) throws(HTTPClientError) -> String {
    let url = try WebURL(address, keepsPath: true)
    let stamp = AWSTimestamp.text(time)
    let lifetime = min(max(seconds, 1), AWSLimits.presignedSeconds)
    var items = [
      ("X-Amz-Algorithm", Self.algorithm),
      ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(stamp))"),
      ("X-Amz-Date", stamp), ("X-Amz-Expires", String(lifetime)),
      ("X-Amz-SignedHeaders", "host"),
    ]
    if let token = credentials.sessionToken { items.append(("X-Amz-Security-Token", token)) }
    let query = items.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    let target = url.target + (url.target.contains("?") ? "&" : "?") + query
    let canonical = CanonicalRequest(
      method: method.rawValue, target: target, headers: ["Host": url.authority],
      payloadHash: Self.unsignedPayload, pathRule: pathRule)
    let signature = signature(of: stringToSign(canonical, stamp), stamp, credentials)
    return "\(url.scheme)://\(url.authority)\(target)&X-Amz-Signature=\(signature)"
  }

  private func scope(_ stamp: String) -> String {
    "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
  }

  private func stringToSign(_ canonical: CanonicalRequest, _ stamp: String) -> String {
    let hash = Hex.encode(SHA256.digest(of: canonical.text))
    return "\(Self.algorithm)\n\(stamp)\n\(scope(stamp))\n\(hash)"
  }

  private func signature(
    of text: String, _ stamp: String, _ credentials: AWSCredentials
  ) -> String {
    var key = Array("AWS4\(credentials.secretAccessKey)".utf8)
    for part in [String(stamp.prefix(8)), region, service, "aws4_request"] {
      key = HMACSHA256.code(for: part, key: key)
    }
    return Hex.encode(HMACSHA256.code(for: text, key: key))
  }
}

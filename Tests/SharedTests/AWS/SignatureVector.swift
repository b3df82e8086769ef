import Support

@testable import Shared

/// Signs the cases of published vector files.
enum SignatureVector {
  /// A case that names method, host, target, header fields and body one by one.
  static func direct(_ vector: JSONValue) -> RequestSignature? {
    guard let method = vector["method"]?.stringValue, let host = vector["host"]?.stringValue,
      let target = vector["target"]?.stringValue,
      let body = vector["body_hex"]?.stringValue.flatMap({ Hex.decode($0) }),
      let service = vector["service"]?.stringValue, let region = vector["region"]?.stringValue,
      let time = vector["time"]?.stringValue.flatMap(instant)
    else { return nil }
    var headers = HTTPHeaders()
    for field in vector["headers"]?.arrayValue ?? [] {
      headers.add(field[0]?.stringValue ?? "", field[1]?.stringValue ?? "")
    }
    return RequestSigner(service: service, region: region).sign(
      method: method, host: host, target: target, headers: headers,
      payloadHash: SHA256.hexDigest(of: body),
      credentials: AWSCredentials(
        accessKeyID: vector["access_key_id"]?.stringValue ?? "",
        secretAccessKey: vector["secret_access_key"]?.stringValue ?? "",
        sessionToken: vector["session_token"]?.stringValue), time: time)
  }

  /// A case of AWS's own suite: a request as text and a context. Its targets are not yet escaped,
  /// so that escaping once is what it expects.
  static func suite(_ vector: JSONValue) -> RequestSignature? {
    guard let text = vector["request"]?.stringValue, let context = vector["context"],
      let time = context["timestamp"]?.stringValue.flatMap({ Instant($0) })
    else { return nil }
    let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let body = parts.count > 1 ? Array(parts[1].utf8) : []
    let lines = parts[0].split(separator: "\n")
    let first = lines[0].split(separator: " ", maxSplits: 1)
    let target = first[1].hasSuffix(" HTTP/1.1") ? first[1].dropLast(9) : first[1]
    var fields: [(String, String)] = []
    for line in lines.dropFirst() {
      if line.first == " ", let last = fields.last {
        fields[fields.count - 1].1 = last.1 + " " + line
      } else {
        let sides = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        fields.append((String(sides[0]), String(sides[1])))
      }
    }
    var headers = HTTPHeaders()
    for field in fields { headers.add(field.0, field.1) }
    let hash = SHA256.hexDigest(of: body)
    if context["sign_body"] == true { headers.add("x-amz-content-sha256", hash) }
    let known = context["credentials"]
    let signer = RequestSigner(
      service: context["service"]?.stringValue ?? "", region: context["region"]?.stringValue ?? "",
      pathRule: .encodedAgain(normalises: context["normalize"] == true))
    return signer.sign(
      method: String(first[0]), host: headers["Host"] ?? "", target: String(target),
      headers: headers, payloadHash: hash,
      credentials: AWSCredentials(
        accessKeyID: known?["access_key_id"]?.stringValue ?? "",
        secretAccessKey: known?["secret_access_key"]?.stringValue ?? "",
        sessionToken: context["omit_session_token"] == true ? nil : known?["token"]?.stringValue),
      time: time)
  }

  /// Reads `20260830T123600Z`.
  private static func instant(_ text: String) -> Instant? {
    let digits = Array(text)
    guard digits.count == 16 else { return nil }
    func part(_ start: Int, _ count: Int) -> String { String(digits[start..<(start + count)]) }
    return Instant(
      "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z")
  }
}

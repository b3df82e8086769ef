public import Shared

/// A message of Amazon SNS as it is posted to an HTTPS endpoint.
public struct SNSMessage: Hashable, Sendable {
  /// What a message is.
  public enum Kind: String, Sendable {
    /// Something was published.
    case notification = "Notification"
    /// The endpoint is to confirm that it wants the topic's messages.
    case subscription = "SubscriptionConfirmation"
    /// The endpoint gets no more of them.
    case unsubscription = "UnsubscribeConfirmation"
  }

  /// What it is.
  public var kind: Kind
  /// The topic's ARN.
  public var topic: String
  /// What was published.
  public var message: String
  /// When.
  public var time: Instant
  /// Where the certificate of its signature lies.
  public var certificateURL: String
  /// Where a subscription is confirmed.
  public var subscribeURL: String?
  /// The signature, with SHA-1 in version 1 and SHA-256 in version 2.
  public var signature: [UInt8]
  /// The hash that was signed.
  public var hash: PublicKey.Hash
  /// What was signed.
  public var signedText: String

  /// Reads a body.
  ///
  /// - Throws: `SNSError.document`.
  public init(_ body: [UInt8]) throws(SNSError) {
    guard let document = try? JSONValue(parsing: body, maximumDepth: 4),
      let kind = document["Type"]?.stringValue.flatMap(Kind.init(rawValue:)),
      let topic = document["TopicArn"]?.stringValue,
      let message = document["Message"]?.stringValue,
      let time = document["Timestamp"]?.stringValue.flatMap({ Instant($0) }),
      let signature = document["Signature"]?.stringValue.flatMap({ Base64.decode($0) }),
      let certificateURL = document["SigningCertURL"]?.stringValue
    else { throw SNSError.document }
    switch document["SignatureVersion"]?.stringValue {
    case "1": hash = .sha1
    case "2": hash = .sha256
    default: throw SNSError.document
    }
    let names =
      kind == .notification
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    var text = ""
    for name in names {
      guard let value = document[name]?.stringValue else {
        if name == "Subject" { continue }
        throw SNSError.document
      }
      text += "\(name)\n\(value)\n"
    }
    signedText = text
    self.kind = kind
    self.topic = topic
    self.message = message
    self.time = time
    self.signature = signature
    self.certificateURL = certificateURL
    subscribeURL = kind == .notification ? nil : document["SubscribeURL"]?.stringValue
  }

  /// The region that a topic's ARN names; nil where it is no ARN of SNS.
  public static func region(of topic: String) -> String? {
    let parts = topic.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "sns", !parts[3].isEmpty,
      parts[3].utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D })
    else { return nil }
    return String(parts[3])
  }

  /// The one host under which SNS speaks for a topic.
  static func host(of topic: String) -> String? {
    guard let region = region(of: topic) else { return nil }
    let suffix = topic.hasPrefix("arn:aws-cn:") ? "amazonaws.com.cn" : "amazonaws.com"
    return "sns.\(region).\(suffix)"
  }

  /// An address of SNS for this message's topic.
  ///
  /// - Throws: `SNSError.host` for every other one.
  func serviceURL(_ text: String) throws(SNSError) -> WebURL {
    guard let url = try? WebURL(text), url.scheme == "https", url.port == 443,
      !url.hasCredentials, url.host == Self.host(of: topic)
    else { throw SNSError.host }
    return url
  }
}

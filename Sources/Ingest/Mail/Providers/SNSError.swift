/// Why a message of Amazon SNS is not taken; holds codes, never its content.
public enum SNSError: String, Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no such document, or a part of it is missing.
  case document
  /// It comes from a topic that is not on the list.
  case topic
  /// Its certificate, or the address that confirms a subscription, lies elsewhere than with SNS.
  case host
  /// The certificate could not be fetched; another attempt may succeed.
  case unavailable
  /// The certificate cannot be read, or does not count now.
  case certificate
  /// The signature does not belong to the message.
  case signature
  /// The message is older than is taken, or from the future.
  case expired

  /// What is wrong.
  public var description: String {
    switch self {
    case .document: "the body is no message of Amazon SNS"
    case .topic: "the topic is not on the list"
    case .host: "an address in the message is not that of Amazon SNS in the topic's region"
    case .unavailable: "Amazon SNS cannot be asked now"
    case .certificate: "the signing certificate is not valid"
    case .signature: "the signature is not valid"
    case .expired: "the message is too old"
    }
  }
}

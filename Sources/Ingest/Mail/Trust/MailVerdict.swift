/// What a receiving server found out about a mail's sender (RFC 8601).
public struct MailVerdict: Sendable, Equatable {
  /// One method's result.
  public enum Result: String, Sendable {
    /// It is who it says.
    case pass
    /// It is not.
    case fail
    /// Neither: no policy, a soft failure, an error.
    case neither
  }

  /// DMARC for the domain of From (RFC 7489).
  public var dmarc: Result?
  /// Any DKIM signature of the domain of From (RFC 6376).
  public var dkim: Result?
  /// SPF of the envelope; forwarding breaks it, so alone it never condemns.
  public var spf: Result?
  /// The chain of forwarders (RFC 8617).
  public var arc: Result?

  /// A verdict without any result.
  public init() {}

  /// True where the From address is proven.
  public var provesSender: Bool { dmarc == .pass }

  /// True where the From address is proven wrong: DMARC failed, and no trusted forwarder explains it.
  public var condemnsSender: Bool { dmarc == .fail && arc != .pass }
}

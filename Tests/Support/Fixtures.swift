public import Foundation

/// The folder `fixtures/` of this checkout: inputs beside their expected outputs.
public enum Fixtures {
  /// The root of the checkout, found from this file's own place in it.
  public static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// `fixtures/` itself.
  public static let folder = checkout.appending(path: "fixtures")
}

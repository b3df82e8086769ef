import FoundationEssentials

/// What AWS tools read from the process's environment, passed in so that tests can invent it.
public struct AWSEnvironment: Sendable {
  /// The variables.
  public var variables: [String: String]
  /// Reads a file whole; nil where there is none.
  public var readFile: @Sendable (String) -> [UInt8]?
  /// The time by this machine's clock, against which AWS checks signatures.
  public var now: @Sendable () -> Instant

  /// An environment of those parts.
  public init(
    variables: [String: String],
    readFile: @escaping @Sendable (String) -> [UInt8]? = AWSEnvironment.read(path:),
    now: @escaping @Sendable () -> Instant
  ) {
    self.variables = variables
    self.readFile = readFile
    self.now = now
  }

  /// The file's bytes, at most `AWSLimits.fileBytes`; nil where it cannot be read or is larger.
  public static func read(path: String) -> [UInt8]? {
    guard let data = try? Data(contentsOf: URL(filePath: path)),
      data.count <= AWSLimits.fileBytes
    else { return nil }
    return Array(data)
  }

  /// A variable that is set and not empty.
  func value(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The region of the environment or of the profile.
  public var region: String? {
    value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") ?? profiles[profileName]?["region"]
  }

  /// The profile in use.
  var profileName: String { value("AWS_PROFILE") ?? "default" }

  /// Every profile of both files; what stands in the credentials file counts before the other.
  var profiles: [String: [String: String]] {
    let home = value("HOME") ?? ""
    let configuration = value("AWS_CONFIG_FILE") ?? "\(home)/.aws/config"
    let credentials = value("AWS_SHARED_CREDENTIALS_FILE") ?? "\(home)/.aws/credentials"
    var profiles = AWSProfileFile.parse(readFile(configuration) ?? [], isConfiguration: true)
    for (name, values) in AWSProfileFile.parse(readFile(credentials) ?? [], isConfiguration: false)
    {
      profiles[name, default: [:]].merge(values) { $1 }
    }
    return profiles
  }
}

/// `fractal credentials`: the sealed secrets of outside services.
enum CredentialsCommand: CommandGroup {
  static let name = "credentials"
  static let summary = "seal stored credentials under a new APP_SECRET"
  static let commands: [any Command.Type] = [CredentialsRotate.self]
}

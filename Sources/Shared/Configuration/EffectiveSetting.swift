/// One setting with the value in force, as `fractal config` prints it.
public struct EffectiveSetting: Sendable {
  /// The setting.
  public let setting: any SettingDescription
  /// The value as text, `(hidden)` where it is a secret that is set; empty where it is not set.
  public let shownValue: String
  /// Where the value came from.
  public let origin: SettingOrigin
}

import Glibc
import Shared

/// Where the files of the in-process model are.
enum ModelFolder {
  /// The folder given, else that of `FRACTAL_MODEL_DIR`, else the one in the data directory, into
  /// which `scripts/` fetch it.
  static func path(_ given: String? = nil) throws(SettingsError) -> String {
    if let given { return given }
    return path(try Settings.ofThisProcess())
  }

  /// The folder by the settings.
  static func path(_ settings: Settings) -> String {
    settings[Settings.modelDirectory] ?? settings.dataDirectory + "/models/minilm-l6-v2"
  }
}

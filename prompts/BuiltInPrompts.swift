/// The prompts and breakdown patterns that are compiled into the program.
public enum BuiltInPrompts {
  /// The prompt files by name.
  public static let prompts: [String: [UInt8]] = [
    "quick-add": PackageResources.quick_add_md,
    "breakdown": PackageResources.breakdown_md,
  ]

  /// The pattern files by name.
  public static let patterns: [String: [UInt8]] = [
    "event": PackageResources.event_md,
    "hiring": PackageResources.hiring_md,
    "move": PackageResources.move_md,
    "onboarding": PackageResources.onboarding_md,
    "paperwork": PackageResources.paperwork_md,
    "presentation": PackageResources.presentation_md,
    "purchase": PackageResources.purchase_md,
    "release": PackageResources.release_md,
    "repair": PackageResources.repair_md,
    "report": PackageResources.report_md,
    "study": PackageResources.study_md,
    "trip": PackageResources.trip_md,
  ]
}

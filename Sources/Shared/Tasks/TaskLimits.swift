/// Limits on what is written for a task; reaching one cuts and marks, or refuses where said.
public enum TaskLimits {
  /// Characters of a title; longer ones are cut.
  public static let titleCharacters = 500
  /// Characters of a description; longer ones are cut.
  public static let descriptionCharacters = 200_000
  /// Characters of the description that the full-text search sees.
  public static let searchedCharacters = 50_000
  /// Characters of a tag, the app's `varchar(50)`.
  public static let tagCharacters = 50
  /// Tags of a task; more are dropped.
  public static let tags = 50
  /// Characters of a file name, the app's `varchar(255)`.
  public static let fileNameCharacters = 255
  /// Characters of a media type, the app's `varchar(100)`.
  public static let mediaTypeCharacters = 100
  /// Characters of an object key, the app's `varchar(1024)`; longer ones are refused.
  public static let objectKeyCharacters = 1024
  /// Characters of a zone's name, the app's `varchar(50)`.
  public static let timezoneCharacters = 50
  /// Characters of a recurrence rule; longer ones are refused.
  public static let recurrenceRuleCharacters = 2_000
  /// Characters of a place or an address.
  public static let factCharacters = 8_192
  /// Attendees kept.
  public static let attendees = 500
  /// Warnings kept.
  public static let warnings = 50
  /// Attachments of a task; more are refused.
  public static let attachments = 200
  /// Reminders of a task; more are refused.
  public static let reminders = 50
  /// Tasks of one write, sub-tasks included; more are refused.
  public static let tasksPerWrite = 500
  /// Levels of sub-tasks in one draft; deeper ones are refused.
  public static let draftDepth = 20
  /// Dependencies named by one write; more are refused.
  public static let dependencies = 1_000
  /// Provenance rows of one task; more are refused.
  public static let provenance = 200
  /// Characters of a provenance's value; longer ones are cut.
  public static let provenanceCharacters = 1_000
  /// Characters of a lexorank, the app's `varchar(255)`.
  public static let rankCharacters = 255
  /// Rows of `command_log` that one undo takes back; more are refused.
  public static let undoRows = 5_000
  /// Days for which an object that an undo detached is kept for a redo.
  public static let detachedObjectDays = 90
}

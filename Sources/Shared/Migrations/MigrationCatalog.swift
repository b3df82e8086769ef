/// Every migration of this build, in the order of versions. A new file is added here by hand:
/// the compiler refuses a name that is not embedded, and a test a file that is not listed.
enum MigrationCatalog {
  /// What a database without the app gets first.
  static let standalone: [Migration] = [
    Migration(
      script: "V0001__app_contract.sql", bytes: PackageResources.V0001__app_contract_sql,
      isStandalone: true)
  ].compactMap(\.self)

  /// The pipeline's own schema.
  static let pipeline: [Migration] = [
    Migration(
      script: "V1000__pipeline_schema.sql", bytes: PackageResources.V1000__pipeline_schema_sql),
    Migration(script: "V1001__jobs.sql", bytes: PackageResources.V1001__jobs_sql),
    Migration(
      script: "V1002__job_relations.sql", bytes: PackageResources.V1002__job_relations_sql),
    Migration(script: "V1003__job_doors.sql", bytes: PackageResources.V1003__job_doors_sql),
    Migration(script: "V1004__schedules.sql", bytes: PackageResources.V1004__schedules_sql),
    Migration(script: "V1010__tokens.sql", bytes: PackageResources.V1010__tokens_sql),
    Migration(script: "V1011__inputs.sql", bytes: PackageResources.V1011__inputs_sql),
    Migration(script: "V1012__task_facts.sql", bytes: PackageResources.V1012__task_facts_sql),
    Migration(script: "V1013__proposals.sql", bytes: PackageResources.V1013__proposals_sql),
    Migration(
      script: "V1014__credentials_and_usage.sql",
      bytes: PackageResources.V1014__credentials_and_usage_sql),
    Migration(script: "V1015__changed_tasks.sql", bytes: PackageResources.V1015__changed_tasks_sql),
    Migration(script: "V1020__mail_flows.sql", bytes: PackageResources.V1020__mail_flows_sql),
    Migration(
      script: "V1025__mail_ways_in.sql", bytes: PackageResources.V1025__mail_ways_in_sql),
    Migration(script: "V1030__captures.sql", bytes: PackageResources.V1030__captures_sql),
    Migration(script: "V1035__pages.sql", bytes: PackageResources.V1035__pages_sql),
    Migration(script: "V1040__vectors.sql", bytes: PackageResources.V1040__vectors_sql),
    Migration(script: "V1041__vote_weights.sql", bytes: PackageResources.V1041__vote_weights_sql),
    Migration(script: "V1055__answer_forms.sql", bytes: PackageResources.V1055__answer_forms_sql),
    Migration(script: "V1060__calendars.sql", bytes: PackageResources.V1060__calendars_sql),
    Migration(
      script: "V1061__change_cursor_order.sql",
      bytes: PackageResources.V1061__change_cursor_order_sql),
    Migration(script: "V1070__postponements.sql", bytes: PackageResources.V1070__postponements_sql),
    Migration(
      script: "V1080__queue_keys_and_rescue.sql",
      bytes: PackageResources.V1080__queue_keys_and_rescue_sql),
    Migration(
      script: "V1081__next_occurrence.sql", bytes: PackageResources.V1081__next_occurrence_sql),
    Migration(
      script: "V1082__invitation_series.sql",
      bytes: PackageResources.V1082__invitation_series_sql),
    Migration(
      script: "V1083__mailbox_tokens.sql", bytes: PackageResources.V1083__mailbox_tokens_sql),
    Migration(
      script: "V1084__list_and_bulk_mail.sql",
      bytes: PackageResources.V1084__list_and_bulk_mail_sql),
    Migration(
      script: "V1087__capture_parts.sql", bytes: PackageResources.V1087__capture_parts_sql),
    Migration(
      script: "V1093__calendar_writes.sql", bytes: PackageResources.V1093__calendar_writes_sql),
    Migration(
      script: "V1097__queue_without_blockers.sql",
      bytes: PackageResources.V1097__queue_without_blockers_sql),
    Migration(
      script: "V1098__saved_preferences.sql",
      bytes: PackageResources.V1098__saved_preferences_sql),
  ].compactMap(\.self)
}

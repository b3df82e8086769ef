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
      script: "V1000__pipeline_schema.sql", bytes: PackageResources.V1000__pipeline_schema_sql)
  ].compactMap(\.self)
}

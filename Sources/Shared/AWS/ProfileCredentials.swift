/// A profile of the shared files: keys of its own, or a role assumed with another's.
struct ProfileCredentials: CredentialSource {
  /// Where the files are.
  let environment: AWSEnvironment
  /// Who exchanges credentials for those of a role.
  let tokens: TokenService
  /// Where a profile may take the credentials from that it exchanges, by its `credential_source`.
  let sources: [String: any CredentialSource]

  /// The profile's credentials; nil where it has neither keys nor a role, unless `AWS_PROFILE`
  /// names it.
  func credentials() async throws(AWSError) -> AWSCredentials? {
    let found = try await credentials(of: environment.profileName, depth: 0)
    if found == nil, let named = environment.value("AWS_PROFILE") {
      // A profile may exist for its region alone; one that does not exist is a mistake.
      guard environment.profiles[named] != nil else { throw AWSError(.malformedConfiguration) }
    }
    return found
  }

  private func credentials(of name: String, depth: Int) async throws(AWSError) -> AWSCredentials? {
    guard depth < AWSLimits.profileDepth else { throw AWSError(.malformedConfiguration) }
    guard let profile = environment.profiles[name] else {
      if depth > 0 { throw AWSError(.malformedConfiguration) }
      return nil
    }
    if let role = profile["role_arn"] {
      return try await assume(role, profile, name, depth)
    }
    guard let id = profile["aws_access_key_id"] else { return nil }
    guard let secret = profile["aws_secret_access_key"] else {
      throw AWSError(.malformedConfiguration)
    }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: profile["aws_session_token"])
  }

  private func assume(
    _ role: String, _ profile: [String: String], _ name: String, _ depth: Int
  ) async throws(AWSError) -> AWSCredentials? {
    let request = TokenService.Role(
      arn: role, sessionName: profile["role_session_name"] ?? "fractal",
      seconds: profile["duration_seconds"].flatMap { Int($0) } ?? AWSLimits.roleSeconds,
      externalID: profile["external_id"])
    let region = profile["region"] ?? environment.region
    if let file = profile["web_identity_token_file"] {
      guard let token = environment.readFile(file) else {
        throw AWSError(.malformedConfiguration)
      }
      return try await tokens.assume(
        request, webIdentity: String(decoding: token, as: UTF8.self), region: region)
    }
    guard let base = try await base(of: profile, name, depth) else {
      throw AWSError(.malformedConfiguration)
    }
    return try await tokens.assume(
      request, with: base, now: environment.now(), region: region)
  }

  /// The credentials that are exchanged for the role's.
  private func base(
    of profile: [String: String], _ name: String, _ depth: Int
  ) async throws(AWSError) -> AWSCredentials? {
    guard let source = profile["source_profile"] else {
      guard let place = profile["credential_source"].flatMap({ sources[$0.lowercased()] }) else {
        throw AWSError(.malformedConfiguration)
      }
      guard let found = try await place.credentials() else { throw AWSError(.noCredentials) }
      return found
    }
    // A profile that names itself as its source means its own keys.
    guard source == name else { return try await credentials(of: source, depth: depth + 1) }
    guard let id = profile["aws_access_key_id"], let secret = profile["aws_secret_access_key"]
    else { throw AWSError(.malformedConfiguration) }
    return AWSCredentials(accessKeyID: id, secretAccessKey: secret)
  }
}

import Support
import Synchronization
import Testing

@testable import Shared

@Suite struct CredentialChainTests {
  private static let now = Instant(seconds: 1_800_000_000)

  private func environment(
    _ variables: [String: String], files: [String: String] = [:]
  ) -> AWSEnvironment {
    AWSEnvironment(
      variables: variables.merging(["HOME": "/home/x", "AWS_EC2_METADATA_DISABLED": "true"]) {
        given, _ in given
      }, readFile: { path in files[path].map { Array($0.utf8) } }, now: { Self.now })
  }

  private func key(
    _ variables: [String: String], files: [String: String] = [:], endpoint: String? = nil
  ) async throws -> String {
    let chain = CredentialChain(
      environment: environment(variables, files: files), client: .trusted(),
      tokenEndpoint: endpoint)
    return try await chain.credentials().accessKeyID
  }

  private static func roleAnswer(_ id: String) -> [UInt8] {
    Array(
      """
      <R xmlns="x"><C><AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s&amp;t</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2027-01-15T09:00:00Z</Expiration></C></R>
      """.utf8)
  }

  @Test("the environment goes before the files, and a half-set one is a mistake")
  func environmentFirst() async throws {
    let files = [
      "/home/x/.aws/credentials": "[default]\naws_access_key_id = FILE\naws_secret_access_key = s"
    ]
    #expect(
      try await key(["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"], files: files)
        == "ENV")
    #expect(try await key([:], files: files) == "FILE")
    await #expect(throws: AWSError(.malformedConfiguration)) {
      try await key(["AWS_ACCESS_KEY_ID": "ENV"], files: files)
    }
    await #expect(throws: AWSError(.noCredentials)) { try await key([:]) }
  }

  @Test("profiles of both files are one, comments and other sections passed over")
  func profiles() async throws {
    let files = [
      "/etc/config": """
      # a comment
      [default]
      region = eu-central-1
      [profile work]
      region=us-west-2 # not the default
      aws_access_key_id = CONFIG
        nested = value
      [sso-session x]
      aws_access_key_id = NOT
      """,
      "/etc/credentials": "[work]\naws_access_key_id=WORK\naws_secret_access_key=s=with=equals\n",
    ]
    let variables = [
      "AWS_CONFIG_FILE": "/etc/config", "AWS_SHARED_CREDENTIALS_FILE": "/etc/credentials",
      "AWS_PROFILE": "work",
    ]
    #expect(try await key(variables, files: files) == "WORK")
    let environment = environment(variables, files: files)
    #expect(environment.region == "us-west-2")
    #expect(environment.profiles["work"]?["aws_secret_access_key"] == "s=with=equals")
    #expect(environment.profiles["work"]?["nested"] == nil)
    var other = variables
    other["AWS_PROFILE"] = "missing"
    await #expect(throws: AWSError(.malformedConfiguration)) {
      try await key(other, files: files)
    }
  }

  @Test("a profile's role is assumed with its source's keys, signed")
  func assumedRole() async throws {
    let seen = Mutex("")
    let server = ScriptedServer { request, answerer in
      seen.withLock {
        $0 = String(decoding: request.body, as: UTF8.self) + (request.header("Authorization") ?? "")
      }
      return answerer.answer(200, "", Self.roleAnswer("ROLE"))
    }
    let files = [
      "/home/x/.aws/config": """
      [profile role]
      role_arn = arn:aws:iam::1:role/r
      source_profile = base
      external_id = e d
      [profile base]
      aws_access_key_id = BASE
      aws_secret_access_key = s
      """
    ]
    let id = try await key(["AWS_PROFILE": "role"], files: files, endpoint: server.url("/"))
    #expect(id == "ROLE")
    let request = seen.withLock { $0 }
    #expect(request.contains("Action=AssumeRole&"))
    #expect(request.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"))
    #expect(request.contains("ExternalId=e%20d"))
    #expect(request.contains("Credential=BASE/20270115/us-east-1/sts/aws4_request"))
  }

  @Test("a role's credentials may come from the environment, a container or the instance")
  func credentialSource() async throws {
    let seen = Mutex("")
    let server = ScriptedServer { request, answerer in
      seen.withLock { $0 = request.header("Authorization") ?? "" }
      return answerer.answer(200, "", Self.roleAnswer("ROLE"))
    }
    let metadata = ScriptedServer { _, answerer in
      answerer.answer(
        200, "",
        Array(
          #"{"AccessKeyId":"BOX","SecretAccessKey":"s","Token":"t","Expiration":"2027-01-15T09:00:00Z"}"#
            .utf8))
    }
    func role(_ source: String, _ variables: [String: String] = [:]) async throws -> String {
      let files = [
        "/home/x/.aws/config": "[profile role]\nrole_arn = r\ncredential_source = \(source)\n"
      ]
      return try await key(
        variables.merging(["AWS_PROFILE": "role"]) { $1 }, files: files, endpoint: server.url("/"))
    }
    let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": metadata.url("/creds")]
    #expect(try await role("EcsContainer", container) == "ROLE")
    #expect(seen.withLock { $0 }.contains("Credential=BOX/"))
    let instance = [
      "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": metadata.url("/"),
    ]
    #expect(try await role("Ec2InstanceMetadata", instance) == "ROLE")
    await #expect(throws: AWSError(.noCredentials)) { try await role("Environment") }
    await #expect(throws: AWSError(.malformedConfiguration)) { try await role("Elsewhere") }
  }

  @Test("profiles that lead to each other in a circle are a mistake")
  func circle() async throws {
    let files = [
      "/home/x/.aws/config": """
      [profile a]
      role_arn = r
      source_profile = b
      [profile b]
      role_arn = r
      source_profile = a
      """
    ]
    await #expect(throws: AWSError(.malformedConfiguration)) {
      try await key(["AWS_PROFILE": "a"], files: files, endpoint: "http://127.0.0.1:1/")
    }
  }

  @Test("a web identity is exchanged unsigned, and a refusal is named")
  func webIdentity() async throws {
    let server = ScriptedServer { request, answerer in
      let body = String(decoding: request.body, as: UTF8.self)
      let isGood =
        body.contains("Action=AssumeRoleWithWebIdentity") && body.contains("WebIdentityToken=jwt")
        && request.header("Authorization") == nil
      return isGood
        ? answerer.answer(200, "", Self.roleAnswer("WEB"))
        : answerer.answer(403, "", Array("<E><Code>AccessDenied</Code></E>".utf8))
    }
    var variables = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "r"]
    #expect(
      try await key(variables, files: ["/token": "jwt"], endpoint: server.url("/")) == "WEB")
    await #expect(throws: AWSError(.credentialService, status: 403, name: "AccessDenied")) {
      try await key(variables, files: ["/token": "other"], endpoint: server.url("/"))
    }
    variables["AWS_ROLE_ARN"] = nil
    await #expect(throws: AWSError(.malformedConfiguration)) {
      try await key(variables, files: ["/token": "jwt"])
    }
  }

  @Test("a container's endpoint is asked with its token, and no far one without TLS")
  func container() async throws {
    let server = ScriptedServer { request, answerer in
      request.header("Authorization") == "secret"
        ? answerer.answer(
          200, "",
          Array(
            #"{"AccessKeyId":"BOX","SecretAccessKey":"s","Token":"t","Expiration":"2027-01-15T09:00:00Z"}"#
              .utf8)) : answerer.answer(401)
    }
    var variables = [
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/creds"),
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
    ]
    #expect(try await key(variables, files: ["/token": "secret\n"]) == "BOX")
    variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://192.0.2.1/creds"
    await #expect(throws: AWSError(.malformedConfiguration)) {
      try await key(variables, files: ["/token": "secret"])
    }
  }

  @Test("an instance's role is read with a session token")
  func instance() async throws {
    let server = ScriptedServer { request, answerer in
      switch request.target {
      case "/latest/api/token":
        return request.head.hasPrefix("PUT")
          ? answerer.answer(200, "", Array("session".utf8)) : answerer.answer(405)
      case "/latest/meta-data/iam/security-credentials/"
      where request.header("X-aws-ec2-metadata-token") == "session":
        return answerer.answer(200, "", Array("my-role\n".utf8))
      case "/latest/meta-data/iam/security-credentials/my-role":
        return answerer.answer(
          200, "", Array(#"{"AccessKeyId":"EC2","SecretAccessKey":"s","Token":"t"}"#.utf8))
      default: return answerer.answer(401)
      }
    }
    #expect(
      try await key([
        "AWS_EC2_METADATA_DISABLED": "false",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url("/"),
      ]) == "EC2")
  }

  /// Counts how often it is asked, and gives credentials that end a while after now.
  private final class CountingSource: CredentialSource {
    let count = Mutex(0)
    let lifetime: Int64
    let fails: Bool

    init(lifetime: Int64, failsLater fails: Bool = false) {
      self.lifetime = lifetime
      self.fails = fails
    }

    func credentials() async throws(AWSError) -> AWSCredentials? {
      try? await Task.sleep(for: .milliseconds(30))
      let number = count.withLock {
        $0 += 1
        return $0
      }
      if fails, number > 1 { throw AWSError(.credentialService, status: 500) }
      return AWSCredentials(
        accessKeyID: "N\(number)", secretAccessKey: "s",
        expiration: Instant(seconds: CredentialChainTests.now.seconds + lifetime))
    }
  }

  @Test("credentials are kept until shortly before their end, and fetched once for all who ask")
  func refresh() async throws {
    let lasting = CountingSource(lifetime: 3_600)
    let chain = CredentialChain(sources: [lasting], now: { Self.now })
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<10 { group.addTask { try await chain.credentials().accessKeyID } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids == ["N1"])
    #expect(lasting.count.withLock { $0 } == 1)
    let ending = CountingSource(lifetime: 100, failsLater: true)
    let other = CredentialChain(sources: [ending], now: { Self.now })
    #expect(try await other.credentials().accessKeyID == "N1")
    // Renewing fails, but what is known still counts for a while.
    #expect(try await other.credentials().accessKeyID == "N1")
    #expect(ending.count.withLock { $0 } == 2)
    let ended = CountingSource(lifetime: 30, failsLater: true)
    let last = CredentialChain(sources: [ended], now: { Self.now })
    _ = try await last.credentials()
    await #expect(throws: AWSError(.credentialService, status: 500)) {
      try await last.credentials()
    }
  }

  @Test("elements are found by name, their entities decoded")
  func flatXML() {
    let text = FlatXML(Array("<a><b>1 &lt; 2 &amp;&#x20;&#51;&bad;</b><b>x</b><bc>y</bc>".utf8))
    #expect(text.first("b") == "1 < 2 & 3&bad;")
    #expect(text.all("b").count == 2)
    #expect(text.first("c") == nil)
    #expect(FlatXML([]).first("a") == nil)
    #expect(FlatXML(Array("<a>open".utf8)).first("a") == nil)
  }
}

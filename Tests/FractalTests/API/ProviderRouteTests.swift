import Foundation
import Ingest
import Support
import Testing

@testable import Fractal
@testable import Shared

/// Mail providers over HTTP, on a real database.
@Suite struct ProviderRouteTests {
  private static let topic = "arn:aws:sns:eu-west-1:123456789012:mail"
  private static let key = "mailgun-key-of-the-test"
  private static let curve = TestSigner.p256()
  private static let rsa = TestSigner.rsa()

  /// A server with every provider set up, and an address that takes mail.
  private struct Scene {
    let world: TestWorld
    let server: TestServer
    let slug: String
    let amazon: ScriptedServer

    var inputs: Int {
      get async throws { try await world.count("select count(*) from pipeline.raw_inputs") }
    }

    func post(
      _ provider: String, _ body: [UInt8], _ headers: [(String, String)]
    ) async -> TestAnswer {
      await server.request("POST", "/v1/inbound/\(provider)", headers: headers, body: body)
    }

    func postForm(
      _ provider: String, _ form: TestForm, _ headers: [(String, String)] = []
    ) async -> TestAnswer {
      await post(provider, form.bytes, [("Content-Type", TestForm.contentType)] + headers)
    }
  }

  private func serve(
    settings given: [String: String]? = nil, _ body: (Scene) async throws -> Void
  ) async throws {
    let certificate = try #require(Self.rsa).certificate()
    let amazon = ScriptedServer { request, answerer in
      switch request.target {
      case "/key.pem": return answerer.answer(200, "", certificate)
      case let target where target.hasPrefix("/?Action=Confirm"): return answerer.answer(200)
      case "/inbox/in/m1":
        guard request.header("Authorization")?.hasPrefix("AWS4-HMAC-SHA256 ") == true else {
          return answerer.answer(403)
        }
        let mail = Array(ProviderRouteTests.mail("s3").utf8)
        // The answer to HEAD has the length of the object and no body.
        if request.head.hasPrefix("HEAD") {
          return answerer.send("HTTP/1.1 200 X\r\nContent-Length: \(mail.count)\r\n\r\n")
        }
        return answerer.answer(200, "", mail)
      default: return answerer.answer(404)
      }
    }
    var environment = [
      "SENDGRID_BASIC_AUTH": "grid:a long password", "MAILGUN_SIGNING_KEY": Self.key,
      "POSTMARK_BASIC_AUTH": "post:another password", "SES_TOPIC_ARNS": Self.topic,
      "SES_BUCKETS": "inbox",
    ]
    if let given { environment = given }
    let settings = try Settings(environment: environment)
    try await TestWorld.with { world in
      let address = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID())")
      defer { try? FileManager.default.removeItem(at: folder) }
      let wiring = ProviderWiring(
        settings,
        intake: MailIntake(pool: world.pool, store: FolderObjectStore(folder: folder.path)),
        pool: world.pool,
        environment: [
          "AWS_ENDPOINT_URL_SNS": amazon.url(""), "AWS_ENDPOINT_URL_S3": amazon.url(""),
          "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret",
        ])
      let router = Router(
        wiring.routes, identities: NobodyIdentityProvider(),
        translate: ErrorTranslation.problem)
      let server = HTTPServer(configuration: .brief(), responder: router)
      try server.start()
      do {
        try await body(
          Scene(
            world: world, server: TestServer(server: server), slug: address.slug,
            amazon: amazon))
      } catch {
        await server.stop()
        throw error
      }
      await server.stop()
    }
  }

  fileprivate static func mail(_ id: String) -> String {
    "From: Eva <eva@shop.example>\r\nTo: x@in.example\r\nSubject: Order \(id)\r\n"
      + "Message-ID: <\(id)@shop.example>\r\n\r\nShip it.\r\n"
  }

  private func basic(_ text: String) -> (String, String) {
    ("Authorization", "Basic \(Base64.encode(Array(text.utf8)))")
  }

  private func sendGrid(_ slug: String, _ id: String) -> TestForm {
    var form = TestForm()
    form.add("email", Self.mail(id))
    form.add("envelope", "{\"to\":[\"\(slug)@in.example\"],\"from\":\"eva@shop.example\"}")
    return form
  }

  @Test("SendGrid's mail is taken once with its password, and refused without")
  func sendGridPassword() async throws {
    try await serve { (scene: Scene) async throws in
      let form = sendGrid(scene.slug, "1")
      let known = basic("grid:a long password")
      for wrong in [[], [basic("grid:other")], [("Authorization", "Bearer x")]] {
        let refused = await scene.postForm("sendgrid", form, wrong)
        #expect(refused.status == 401)
        #expect(refused.problem == "unauthorized")
        #expect(refused.headers["WWW-Authenticate"]?.hasPrefix("Basic") == true)
      }
      #expect(try await scene.inputs == 0)
      let first = await scene.postForm("sendgrid", form, [known])
      #expect(first.status == 200, "\(first.body)")
      #expect(first.json["status"] == "accepted")
      let again = await scene.postForm("sendgrid", form, [known])
      #expect(again.json["status"] == "duplicate")
      #expect(try await scene.inputs == 1)
      let nobody = await scene.postForm("sendgrid", sendGrid("nobody", "2"), [known])
      #expect(nobody.status == 404 && nobody.problem == "unknown-address")
      let empty = await scene.postForm("sendgrid", TestForm(), [known])
      #expect(empty.status == 422)
    }
  }

  @Test("SendGrid's signature counts for this body and for a while")
  func sendGridSignature() async throws {
    let signer = try #require(Self.curve)
    let settings = ["SENDGRID_PUBLIC_KEY": Base64.encode(signer.publicKey)]
    try await serve(settings: settings) { (scene: Scene) async throws in
      let form = sendGrid(scene.slug, "1")
      func headers(_ age: Int64, _ body: [UInt8]) -> [(String, String)] {
        let timestamp = "\(Instant.machineNow.seconds - age)"
        let signature = signer.sign(Array(timestamp.utf8) + body)
        return [
          (SendGridSignature.timestampField, timestamp),
          (SendGridSignature.signatureField, Base64.encode(signature)),
        ]
      }
      let changed = sendGrid(scene.slug, "2")
      #expect(await scene.postForm("sendgrid", changed, headers(0, form.bytes)).status == 401)
      #expect(await scene.postForm("sendgrid", form, headers(400_000, form.bytes)).status == 401)
      #expect(await scene.postForm("sendgrid", form, headers(-3_600, form.bytes)).status == 401)
      #expect(await scene.postForm("sendgrid", form).status == 401)
      #expect(try await scene.inputs == 0)
      #expect(await scene.postForm("sendgrid", form, headers(60, form.bytes)).status == 200)
    }
  }

  private func mailgun(
    _ slug: String, _ id: String, token: String, age: Int64 = 0, key: String = key
  ) -> TestForm {
    let timestamp = "\(Instant.machineNow.seconds - age)"
    let code = HMACSHA256.code(for: timestamp + token, key: Array(key.utf8))
    var form = TestForm()
    form.add("recipient", "\(slug)@in.example")
    form.add("sender", "eva@shop.example")
    form.add("timestamp", timestamp)
    form.add("token", token)
    form.add("signature", Hex.encode(code))
    form.add("body-mime", Self.mail(id))
    return form
  }

  @Test("Mailgun's token is good for one mail; the same mail again is known, another is a replay")
  func mailgunTokens() async throws {
    try await serve { (scene: Scene) async throws in
      let form = mailgun(scene.slug, "1", token: "t1")
      #expect(await scene.postForm("mailgun/mime", form).json["status"] == "accepted")
      #expect(await scene.postForm("mailgun/mime", form).json["status"] == "duplicate")
      let replay = await scene.postForm("mailgun", mailgun(scene.slug, "2", token: "t1"))
      #expect(replay.status == 406, "\(replay.body)")
      #expect(try await scene.inputs == 1)
      let forged = mailgun(scene.slug, "3", token: "t3", key: "other")
      #expect(await scene.postForm("mailgun", forged).status == 401)
      let old = mailgun(scene.slug, "4", token: "t4", age: 50_000)
      #expect(await scene.postForm("mailgun", old).status == 406)
      let nobody = mailgun("nobody", "5", token: "t5")
      #expect(await scene.postForm("mailgun", nobody).status == 406)
      // What was refused has used no token.
      #expect(
        try await scene.world.count("select count(*) from pipeline.inbound_tokens") == 1)
      let escaped = mailgun(scene.slug, "6", token: "t6")
      #expect(await scene.postForm("mailgun", escaped).status == 200)
    }
  }

  @Test("Postmark's document is taken with its password; refusals are final for Postmark")
  func postmark() async throws {
    try await serve { (scene: Scene) async throws in
      func document(_ recipient: String) -> [UInt8] {
        JSONValue.object([
          "OriginalRecipient": .string("hash+\(recipient)@in.example"), "Subject": "Order 7",
          "TextBody": "Ship it.", "From": "eva@shop.example",
          "Headers": [["Name": "Message-ID", "Value": "<p7@shop.example>"]],
        ]).serializedBytes
      }
      let type = ("Content-Type", "application/json; charset=utf-8")
      let known = basic("post:another password")
      #expect(await scene.post("postmark", document(scene.slug), [type]).status == 401)
      let first = await scene.post("postmark", document(scene.slug), [type, known])
      #expect(first.status == 200, "\(first.body)")
      let again = await scene.post("postmark", document(scene.slug), [type, known])
      #expect(again.json["status"] == "duplicate")
      #expect(await scene.post("postmark", document("nobody"), [type, known]).status == 403)
      #expect(await scene.post("postmark", Array("{".utf8), [type, known]).status == 403)
      let wrong = await scene.post("postmark", document(scene.slug), [known])
      #expect(wrong.status == 415)
      #expect(try await scene.inputs == 1)
    }
  }

  @Test("every recipient gets its copy once; more than are taken are refused as a whole")
  func manyRecipients() async throws {
    try await serve { (scene: Scene) async throws in
      func document(_ recipients: [String]) -> [UInt8] {
        JSONValue.object([
          "ToFull": .array(recipients.map { ["Email": .string($0 + "@in.example")] }),
          "TextBody": "Ship it.", "From": "eva@shop.example",
        ]).serializedBytes
      }
      let headers = [("Content-Type", "application/json"), basic("post:another password")]
      let others = (0..<60).map { "nobody\($0)" }
      let crowd = others + [scene.slug, scene.slug.uppercased()]
      let first = await scene.post("postmark", document(crowd), headers)
      #expect(first.json["status"] == "accepted", "\(first.body)")
      #expect(first.json["inputs"]?.arrayValue?.count == 61)
      #expect(try await scene.inputs == 1)
      let more = (0..<ProviderLimits.recipients).map { "nobody\($0)" }
      let refused = await scene.post("postmark", document([scene.slug] + more), headers)
      #expect(refused.status == 403)
      #expect(refused.json["type"] == "urn:fractal:problem:too-many-recipients")
      #expect(try await scene.inputs == 1)
    }
  }

  private func notification(
    _ change: (inout JSONObject) -> Void, age: Int64 = 0
  ) throws -> [UInt8] {
    var document: JSONObject = [
      "Type": "Notification", "MessageId": "1", "TopicArn": .string(Self.topic), "Message": "",
      "Timestamp": .string("\(Instant(seconds: Instant.machineNow.seconds - age))"),
      "SignatureVersion": "2", "Signature": "AAAA",
      "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/key.pem",
    ]
    change(&document)
    let text = try SNSMessage(JSONValue.object(document).serializedBytes).signedText
    let signature = try #require(Self.rsa).sign(Array(text.utf8))
    document["Signature"] = .string(Base64.encode(signature))
    return JSONValue.object(document).serializedBytes
  }

  private func received(_ slug: String, action: JSONValue, content: String?) -> JSONValue {
    .members([
      "notificationType": "Received", "mail": ["source": "eva@shop.example", "messageId": "m1"],
      "receipt": [
        "recipients": [.string("\(slug)@in.example")], "action": action,
        "dmarcVerdict": ["status": "PASS"], "virusVerdict": ["status": "PASS"],
      ], "content": content.map { .string($0) },
    ])
  }

  private static let plain = ("Content-Type", "text/plain; charset=UTF-8")

  @Test("mail of Amazon SES is taken from the notification and from S3, each once")
  func ses() async throws {
    try await serve { (scene: Scene) async throws in
      let inline = received(
        scene.slug, action: ["type": "SNS", "encoding": "UTF8"], content: Self.mail("inline"))
      let body = try notification { $0["Message"] = .string(inline.serialized) }
      let first = await scene.post("ses", body, [Self.plain])
      #expect(first.status == 200, "\(first.body)")
      #expect(await scene.post("ses", body, [Self.plain]).json["status"] == "duplicate")
      let stored = received(
        scene.slug, action: ["type": "S3", "bucketName": "inbox", "objectKey": "in/m1"],
        content: nil)
      let fetched = await scene.post(
        "ses", try notification { $0["Message"] = .string(stored.serialized) }, [Self.plain])
      #expect(fetched.json["status"] == "accepted", "\(fetched.body)")
      let elsewhere = received(
        scene.slug, action: ["type": "S3", "bucketName": "secrets", "objectKey": "in/m1"],
        content: nil)
      let refused = await scene.post(
        "ses", try notification { $0["Message"] = .string(elsewhere.serialized) },
        [Self.plain])
      #expect(refused.status == 503)
      #expect(try await scene.inputs == 2)
      let sources = "select count(*) from pipeline.raw_inputs where source = 'mail_ses'"
      #expect(try await scene.world.count(sources) == 2)
    }
  }

  @Test("a subscription to a known topic is confirmed; forged and foreign messages are not heard")
  func subscription() async throws {
    try await serve { (scene: Scene) async throws in
      let confirm = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"
      let asked = try notification { document in
        document["Type"] = "SubscriptionConfirmation"
        document["Token"] = "t"
        document["SubscribeURL"] = .string(confirm)
      }
      let before = scene.amazon.requests
      let answer = await scene.post("ses", asked, [Self.plain])
      #expect(answer.json["status"] == "ignored", "\(answer.body)")
      #expect(scene.amazon.requests == before + 2)
      let forged = try notification { document in
        document["Type"] = "SubscriptionConfirmation"
        document["Token"] = "t"
        document["SubscribeURL"] = "https://evil.example/?Action=ConfirmSubscription"
      }
      #expect(await scene.post("ses", forged, [Self.plain]).status == 401)
      let foreign = try notification { $0["TopicArn"] = .string(Self.topic + "2") }
      #expect(await scene.post("ses", foreign, [Self.plain]).status == 403)
      let old = try notification({ $0["Message"] = "x" }, age: 100_000)
      #expect(await scene.post("ses", old, [Self.plain]).status == 401)
      #expect(await scene.post("ses", Array("{}".utf8), [Self.plain]).status == 422)
      let setup = try notification { $0["Message"] = "Successfully validated SNS topic" }
      #expect(await scene.post("ses", setup, [Self.plain]).json["status"] == "ignored")
    }
  }

  @Test("what a provider found out about the sender makes an owner, and no field of the mail does")
  func owner() async throws {
    try await serve { (scene: Scene) async throws in
      try await scene.world.pool.execute(
        SQL("", "update users set email = 'eva@shop.example' where id = $1"),
        [scene.world.user])
      let known = basic("grid:a long password")
      var proven = sendGrid(scene.slug, "1")
      proven.add("dkim", "{@shop.example : pass}")
      #expect(await scene.postForm("sendgrid", proven, [known]).status == 200)
      var foreign = sendGrid(scene.slug, "2")
      foreign.add("dkim", "{@bulk.example : pass}")
      foreign.add("SPF", "softfail")
      #expect(await scene.postForm("sendgrid", foreign, [known]).status == 200)
      let classes = try await scene.world.pool.query(
        SQL("", "select args->>'sender' as s from pipeline.jobs order by id"), [])
      #expect(try classes.map { try $0.get("s", as: String.self) } == ["owner", "outsider"])
    }
  }

  @Test("a provider that is not set up is asked to come again, and so is who guesses too often")
  func notSetUp() async throws {
    try await serve(settings: [:]) { (scene: Scene) async throws in
      for provider in ["sendgrid", "mailgun"] {
        #expect(await scene.postForm(provider, sendGrid(scene.slug, "1")).status == 503)
      }
      #expect(await scene.post("ses", Array("{}".utf8), [Self.plain]).status == 503)
    }
    try await serve { (scene: Scene) async throws in
      var last = 0
      for _ in 0..<30 {
        last = await scene.postForm("sendgrid", sendGrid(scene.slug, "1")).status
      }
      // A 4xx would make SendGrid drop the mails of others that come by the same proxy.
      #expect(last == 503)
    }
  }
}

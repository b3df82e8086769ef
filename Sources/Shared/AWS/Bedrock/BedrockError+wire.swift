extension BedrockError {
  /// The error that a refusal amounts to: by the service's name for it, else by the status.
  init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
    let wait = headers["x-amz-retry-after"].flatMap { Int64($0) }.map {
      Duration.milliseconds(min(max($0, 0), 3_600_000))
    }
    let name = headers["x-amzn-ErrorType"] ?? Self.name(inside: body)
    let code = name.flatMap { Self.code(named: $0) } ?? Self.code(ofStatus: status)
    self.init(code, status: status, retryAfter: wait)
  }

  /// The error of an exception inside a stream.
  init(exception name: String) {
    self.init(Self.code(named: name) ?? .other)
  }

  /// The code of a name such as `ThrottlingException:http://internal.amazon.com/coral/`; nil where
  /// nobody has documented it.
  private static func code(named text: String) -> Code? {
    let bare = text.prefix { $0 != ":" }
    let name = bare.split(separator: "#").last.map(String.init) ?? ""
    let plain = name.hasSuffix("Exception") ? String(name.dropLast("Exception".count)) : name
    return switch plain.lowercased() {
    case "accessdenied", "unrecognizedclient", "invalidsignature", "missingauthenticationtoken",
      "expiredtoken", "incompletesignature":
      .accessDenied
    case "resourcenotfound", "unknownoperation": .modelNotFound
    case "modeltimeout": .modelTimeout
    case "modelerror", "modelstreamerror": .modelError
    case "throttling", "toomanyrequests": .throttled
    case "modelnotready": .modelNotReady
    case "internalserver", "internalfailure": .internalServer
    case "serviceunavailable": .unavailable
    case "validation", "serialization": .validation
    case "conflict": .conflict
    case "servicequotaexceeded": .quotaExceeded
    default: nil
    }
  }

  private static func code(ofStatus status: Int) -> Code {
    switch status {
    case 400, 413, 415, 422: .validation
    case 401, 403: .accessDenied
    case 404: .modelNotFound
    case 408: .modelTimeout
    case 409: .conflict
    case 424: .modelError
    case 429: .throttled
    case 500: .internalServer
    case 502, 503, 504: .unavailable
    default: .other
    }
  }

  private static func name(inside body: [UInt8]) -> String? {
    (try? JSONValue(parsing: body))?["__type"]?.stringValue
  }

  /// The error of a failed exchange.
  init(_ error: HTTPClientError) {
    switch error.code {
    case .cancelled: self.init(.cancelled)
    case .invalidURL, .forbiddenScheme, .forbiddenAddress, .requestBody: self.init(.configuration)
    case .totalTimeout, .headTimeout: self.init(.timeout)
    case .bodyTooLarge, .headersTooLarge, .malformed: self.init(.malformedAnswer)
    default: self.init(.transport)
    }
  }

  /// The error of missing or refused credentials.
  init(_ error: AWSError) {
    switch error.code {
    case .noCredentials, .malformedConfiguration, .noRegion: self.init(.configuration)
    case .credentialService, .transport, .malformedAnswer, .refused:
      self.init(.credentialService, status: error.status)
    }
  }
}

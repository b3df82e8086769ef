import Shared
import Testing

@Suite struct HeaderTests {
  @Test("names compare without regard to case, and order stays")
  func names() {
    var headers: HTTPHeaders = ["Set-Cookie": "a", "X-Y": "1", "set-cookie": "b"]
    #expect(headers["SET-COOKIE"] == "a")
    #expect(headers.values("set-cookie") == ["a", "b"])
    headers["set-cookie"] = "c"
    #expect(headers.values("Set-Cookie") == ["c"])
    #expect(headers.fields.map(\.value) == ["c", "1"])
    headers["x-y"] = nil
    #expect(headers.count == 1)
  }

  @Test("a value that could begin another field is not valid")
  func injection() {
    #expect(HTTPHeaders.isValid(name: "X-A", value: "plain\ttext é"))
    #expect(!HTTPHeaders.isValid(name: "X-A", value: "a\r\nX-B: c"))
    #expect(!HTTPHeaders.isValid(name: "X-A", value: "a\0"))
    #expect(!HTTPHeaders.isValid(name: "X A", value: "a"))
    #expect(!HTTPHeaders.isValid(name: "", value: "a"))
  }

  @Test("trace contexts are read as W3C Trace Context says")
  func traces() {
    let text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    let trace = TraceContext(traceparent: text)
    #expect(trace?.traceID == "0af7651916cd43dd8448eb211c80319c")
    #expect(trace?.spanID == "b7ad6b7169203331")
    #expect(trace?.isSampled == true)
    #expect(trace?.traceparent == text)
    #expect(TraceContext(traceparent: "cc" + text.dropFirst(2) + "-what") != nil)
    for wrong in [
      "", "00", text + "-x", "ff" + text.dropFirst(2), text.uppercased(),
      "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "cc" + text.dropFirst(2) + "x",
    ] {
      #expect(TraceContext(traceparent: wrong) == nil, "\(wrong)")
    }
  }

  @Test("percent-encoding keeps what need not be encoded and survives damage")
  func percentEncoding() {
    #expect(PercentEncoding.encode("a/b c~é", keeping: "/") == "a/b%20c~%C3%A9")
    #expect(PercentEncoding.decode("a%2Fb%20c%C3%A9") == "a/b cé")
    #expect(PercentEncoding.decode("100%+1%2") == "100%+1%2")
    #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
  }
}

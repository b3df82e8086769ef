import Foundation
import Ingest
import Shared
import Support
import Testing

@testable import Fractal

/// Pictures that stand inside of a page, as `data:` addresses.
@Suite struct CapturedPicturesTests {
  private typealias Scene = CaptureScene

  /// A picture of 16 by 16 points, whose last bytes make it another one.
  private static func picture(_ last: UInt8) -> String {
    let head: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
      0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0, 0x37, 0xFA, 0x8A, 0x40,
    ]
    return Base64.encode(head + [UInt8](repeating: last, count: 300))
  }

  private static func image(_ address: String, alt: String) -> String {
    "<p>See <img src=\"\(address)\" alt=\"\(alt)\"> here, where it hangs beside the kettle.</p>"
  }

  private static let files =
    "select string_agg(file_type, ' ' order by file_name) from attachments"

  @Test("are attached, and the words say where each of them stood")
  func attached() async throws {
    try await Scene.run { scene in
      let chart = Self.image("data:image/png;base64,\(Self.picture(1))", alt: "A chart")
      _ = await scene.post(Scene.body(["html": .string(Scene.html(chart))]))
      try await scene.work(1)
      #expect(try await scene.text(Self.files) == "image/png")
      let name = try #require(try await scene.text("select file_name from attachments"))
      let text = try #require(try await scene.text("select description from tasks"))
      #expect(text.contains("See ![A chart](attachment:\(name)) here"))
      #expect(try await scene.text("select warnings from pipeline.task_facts") == "{}")
      // A selection brings its own pictures, and those that the task has no second time.
      let other = Self.image("data:image/png;base64,\(Self.picture(2))", alt: "A map")
      _ = await scene.post(
        Scene.body([
          "html": .string(Scene.html(chart)), "selections": [.string(chart), .string(other)],
        ]))
      try await scene.work(1)
      #expect(try await scene.text(Self.files) == "image/png image/png")
      let comment = try #require(try await scene.text("select content from task_comments"))
      #expect(comment.contains("![A chart](attachment:\(name))"))
      #expect(comment.contains("![A map](attachment:picture-"))
    }
  }

  @Test("that cannot be kept leave their words, and the task says that they are missing")
  func leftOut() async throws {
    try await Scene.run { scene in
      let drawing = Self.image("data:image/svg+xml,%3Csvg/%3E", alt: "A drawing")
      _ = await scene.post(Scene.body(["html": .string(Scene.html(drawing))]))
      try await scene.work(1)
      let text = try #require(try await scene.text("select description from tasks"))
      #expect(text.contains("See A drawing here"))
      #expect(try await scene.world.count("select count(*) from attachments") == 0)
      #expect(
        try await scene.text("select warnings from pipeline.task_facts") == "{pictures_left_out}")
    }
  }

  @Test("that only stand in for others are no loss")
  func placeholders() async throws {
    try await Scene.run { scene in
      let point = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
      let lazy =
        "<p>See <img src=\"\(point)\" data-src=\"https://pics.example/a.jpg\" alt=\"A\"> and "
        + "<img src=\"\(point)\"> here, where it hangs beside the kettle.</p>"
      _ = await scene.post(Scene.body(["html": .string(Scene.html(lazy))]))
      try await scene.work(1)
      let text = try #require(try await scene.text("select description from tasks"))
      #expect(text.contains("See ![A](https://pics.example/a.jpg) and here"))
      #expect(try await scene.text("select warnings from pipeline.task_facts") == "{}")
    }
  }
}

import Ingest
import Shared
import Support
import Testing

@Suite struct IngestSandboxTests {
  @Test("a page, a selection and a mail's body are read in a child of the program")
  func reading() async throws {
    let pool = SandboxPool(children: 1, program: TestProgram.executable)
    defer { pool.close() }
    let sandbox = IngestSandbox(pool)
    let html = """
      <html lang=en><head><title>A title | Site</title></head><body><article><h1>A title</h1>
      <p>This paragraph is long enough, with commas and more, to be the article of the page.</p>
      <p>This one follows it, and it goes on for some more words, so that it is kept as well.</p>
      </article></body></html>
      """
    let draft = try await sandbox.page(Array(html.utf8), address: "https://example.com/a")
    #expect(draft.title == "A title")
    #expect(draft.text.contains("This one follows it"))
    let selection = try await sandbox.selection(Array("<b>x</b>".utf8), address: nil)
    #expect(selection.markdown == "**x**\n")
    let image = "<img src='data:image/png;base64,AAAA' alt=dot>"
    let mail = try await sandbox.mailBody(MailBodyRequest(Array("<p>Hello \(image)".utf8)))
    #expect(mail.markdown == "Hello ![dot](attachment:image-1.png)\n")
    #expect(mail.embedded.first?.bytes == [0, 0, 0])
  }

  @Test("files are typed in a child of the program")
  func types() async throws {
    let pool = SandboxPool(children: 1, program: TestProgram.executable)
    defer { pool.close() }
    let sandbox = IngestSandbox(pool)
    #expect(try await sandbox.fileType(Array("%PDF-1.7\n%âãÏÓ\n".utf8)) == "application/pdf")
    #expect(try await sandbox.fileType([]) == "application/x-empty")
    #expect(
      try await sandbox.fileType(Array("#!/bin/sh\nrm -rf /\n".utf8)) == "text/x-shellscript")
  }
}

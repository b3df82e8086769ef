extension MarkdownWriter {
  /// Writes a block of code between fences, with its language where the page names it.
  mutating func writeCodeBlock(_ node: Int) {
    let code = CodeBlock(document, node, skipping: skipped)
    guard !code.lines.isEmpty else { return }
    var longest = 2
    var run = 0
    for byte in code.lines {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = [UInt8](repeating: 0x60, count: longest + 1)
    var block = fence
    block.append(contentsOf: code.language.utf8)
    block.append(0x0A)
    block.append(contentsOf: code.lines)
    block.append(0x0A)
    block.append(contentsOf: fence)
    writeBlock(block)
  }
}

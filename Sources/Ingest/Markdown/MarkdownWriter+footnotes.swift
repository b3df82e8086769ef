extension MarkdownWriter {
  /// Writes the notes that the text refers to, in the order of their labels.
  mutating func writeFootnotes() {
    for note in footnotes.notes {
      flush()
      containers = [MarkdownContainer(kind: .item, marker: Array("[^\(note.label)]: ".utf8))]
      isTight = false
      lists = []
      walk(note.node + 1, to: document.end(of: note.node))
      flush()
      containers = []
    }
  }
}

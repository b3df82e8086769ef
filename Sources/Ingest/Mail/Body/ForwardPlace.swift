/// A forwarded mail and where it stands in the body that holds it, in lines from 0.
struct ForwardPlace {
  /// What was passed on.
  var mail: ForwardedMail
  /// The lines of the note above it, the first of which is not blank; empty where there is none.
  var note: Range<Int>
  /// The lines below its head, to the end of the body.
  var body: Range<Int>
  /// The line in which its text begins.
  var text: Int

  /// The place in a body that has that many lines more above.
  func moved(by lines: Int) -> ForwardPlace {
    ForwardPlace(
      mail: mail, note: (note.lowerBound + lines)..<(note.upperBound + lines),
      body: (body.lowerBound + lines)..<(body.upperBound + lines), text: text + lines)
  }
}

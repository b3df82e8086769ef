extension String {
  /// The text without the blanks around it.
  var trimmingBlanks: String {
    String(decoding: ASCIIWords.trim(Array(utf8)[...]), as: UTF8.self)
  }

  /// The text without blanks and loose signs around it.
  var trimmingSigns: String {
    var text = self[...]
    while let last = text.last, " -–—|·•,:/".contains(last) { text.removeLast() }
    while let first = text.first, " -–—|·•,:/".contains(first) { text.removeFirst() }
    return String(text)
  }
}

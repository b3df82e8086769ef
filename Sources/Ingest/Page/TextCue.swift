/// What single words of a short block say about it, in the languages that pages are mostly in.
enum TextCue: Int, CaseIterable {
  case share, comment, more, legal, account, credit, dateline, advertisement

  private static let words: [(TextCue, String)] = [
    (
      .share,
      """
      share teilen facebook twitter whatsapp linkedin pinterest xing instagram tweet follow folgen \
      partager compartir condividi e-mail email print drucken imprimer imprimir telegram reddit flipboard
      """
    ),
    (
      .comment,
      """
      comment comments kommentar kommentare commentaire commentaires comentario comentarios reply \
      antworten répondre trackback pingback responses kommentieren diskussion hinterlassen
      """
    ),
    (
      .more,
      """
      more mehr weiterlesen related ähnliche verwandte weitere siehe lesen auch read also next previous \
      vorheriger nächster zurück weiter suivant précédent lire continue latest popular recommended \
      trending beiträge artikel articles posts aussi anterior siguiente leer
      """
    ),
    (
      .legal,
      """
      copyright rights reserved rechte vorbehalten impressum datenschutz privacy cookies cookie terms \
      agb nutzungsbedingungen disclaimer mentions légales réservés derechos policy
      """
    ),
    (
      .account,
      """
      subscribe newsletter login anmelden abonnieren registrieren sign abo account password register \
      konto abonnez s’abonner suscríbete rss feed download
      """
    ),
    (
      .credit,
      "photo foto fotos image bild quelle source credit getty reuters dpa afp ap imago picture video pixabay"
    ),
    (
      .dateline,
      """
      by von published posted updated veröffentlicht aktualisiert uhr stand geschrieben erstellt publié \
      januar februar märz april mai juni juli august september oktober november dezember january february \
      march june july october december jan feb mar apr jun jul aug sep sept okt oct nov dez dec minutes min ago
      """
    ),
    (.advertisement, "advertisement anzeige werbung sponsored publicité ad ads promoted affiliate"),
  ]

  private static let lookup: NameTable = {
    var names: [(String, Int)] = []
    for (cue, text) in words {
      for word in text.split(whereSeparator: \.isWhitespace) {
        names.append((String(word), cue.rawValue))
      }
    }
    return NameTable(names)
  }()

  /// How many words of each cue stand in the text nodes of a range, added to the counts.
  static func count(_ document: HTMLDocument, _ nodes: Range<Int>, into counts: inout [Int]) {
    for node in nodes where document.tag(node) == .text {
      var key = NameTable.Key()
      func look() {
        if key.count > 1, let value = lookup.find(key) { counts[Int(value)] += 1 }
        key = NameTable.Key()
      }
      for byte in document.text(node) {
        if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D {
          key.append(byte)
        } else {
          look()
        }
      }
      look()
    }
  }
}

/// Words that mail programs write in the languages of their users.
enum MailWords {
  /// The words in front of a subject, in lower case.
  static let subjectMarks: [String: SubjectTitle.Mark] = {
    var marks: [String: SubjectTitle.Mark] = [:]
    for word in replies { marks[word] = .reply }
    for word in forwards { marks[word] = .forward }
    return marks
  }()

  private static let replies = [
    "re", "aw", "antw", "antwort", "sv", "vs", "ref", "res", "resp", "respuesta", "réf", "rép",
    "rif",
    "risposta", "r", "odp", "odpowiedź", "ynt", "yanıt", "yan", "ang", "vá", "válasz", "atb", "bls",
    "balas", "blz", "ha", "σχετ", "απ", "отв", "ответ", "на", "відп", "відповідь", "re-", "ad",
    "回复", "回覆", "答复", "答覆", "返信", "回信", "회신", "답장", "رد", "השב", "תשובה", "ตอบ",
    "ตอบกลับ", "trả lời", "tl", "odg", "odgovor", "re.", "rcpt",
  ]

  private static let forwards = [
    "fw", "fwd", "videresend", "forward", "forwarded", "wg", "weitergeleitet", "wtrlt", "tr",
    "transf",
    "transféré",
    "i", "inoltro", "inoltra", "rv", "reenv", "reenviado", "enc", "encaminhado", "encaminhada",
    "res-enc", "doorst", "doorgestuurd", "vb", "vl", "fs", "videresendt", "vidarebefordrat", "vbf",
    "vidb", "välitetty", "välit", "pd", "przekazana wiadomość", "podaj dalej", "tov", "továbbítás",
    "továbbított", "fwd-", "i̇lt", "ilt", "iletildi", "iletilen", "trs", "пересл", "переслано",
    "перенаправлено", "пер", "fwd.", "пд", "转发", "轉寄", "轉發", "転送", "전달", "fwd:", "إعادة توجيه",
    "تحويل", "הועבר", "העברה", "ส่งต่อ", "chuyển tiếp", "teruskan", "προώθ", "πρθ", "prvk",
    "přeposláno", "přep", "fwd přeposláno", "preposlané", "proslijeđeno", "proslj", "redirectionat",
    "redir", "înaintat", "fwd redirecționat", "edasi", "pārsūtīts", "persiųsta",
  ]
}

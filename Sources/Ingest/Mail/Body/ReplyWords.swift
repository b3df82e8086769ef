/// What mail programs write around answers, in the languages of their users: data alone, the rules
/// stand in ``ReplyParser``. Everything is in lower case.
enum ReplyWords {
  /// Verbs in the line above a quoted mail; the line holds one of them as a word.
  static let wrote = words(
    """
    wrote|writes|schrieb|schrieben|a écrit|écrit|a ecrit|escribió|escribio|escreveu|ha scritto|scrisse|\
    scrive|schreef|skrev|skreiv|kirjoitti|napisał(a)|napisał|napisała|pisze|napsal(a)|napsal|napsala|\
    napísal(a)|napísal|napísala|написал(а)|написал|написала|пишет|написав|написала|пише|írta|yazdı|\
    a scris|scris|napisao|napisala|napisao je|je napisao|je napisala|kirjutas|rakstīja|parašė|rašė|έγραψε|\
    написа|va escriure|skrifaði|menulis|đã viết|viết|เขียนว่า|写道|寫道|写到|のメール|wrote on|さんは書きました|\
    님이 작성|작성|كتب|כתב|כתבה|נكתב|نوشت|schrieb am|geschrieben
    """)

  /// Beginnings of the lines that phones and their programs leave under a text.
  static let mobileSignatures = words(
    """
    sent from my |sent from outlook|sent from mail for windows|sent from yahoo|sent from gmail mobile|\
    sent from android|sent from iphone|sent from ipad|sent from proton|sent from mailbird|sent via |\
    sent using |sent with |sent on the go|get outlook for|get bluemail|from my iphone|from my ipad|\
    von meinem |gesendet von |gesendet mit |gesendet über|gesendet aus |diese nachricht wurde von mein|\
    envoyé de mon|envoyé depuis|envoyé à partir|envoyé de |enviado desde|enviado de mi|enviado do meu|\
    enviado a partir|enviado con|enviado do |inviato da |inviato dal mio|verzonden vanaf|\
    verstuurd vanaf|verzonden met|verzonden via|verzonden van|skickat från|skickades från|\
    sendt fra |sendt via|lähetetty |wysłane z |wysłano z |wysłane przy|odesláno z |odoslané z |\
    отправлено с |отправлено из |отправлено через|отправлено с моего|надіслано з |надіслано з мого|\
    iphone'umdan|android'den|iphone-omról|elküldve |küldve |trimis de pe|trimis din|poslano s |\
    poslano iz |saadetud minu|nosūtīts no|išsiųsta iš|εστάλη από|στάλθηκε από|изпратено от|从我的|\
    發自我的|发自我的|iphoneから送信|androidから送信|나의 iphone|내 iphone|iphone에서 보냄|أُرسلت من|\
    أرسلت من|נשלח מה|dikirim dari|đã gửi từ|ส่งจาก
    """)

  /// Closing words that, with a comma and alone in their line, begin a signature.
  static let closings: Set<String> = [
    "regards", "best regards", "kind regards", "warm regards", "kindest regards", "best wishes",
    "yours sincerely", "sincerely", "yours faithfully", "yours truly", "many thanks and regards",
    "thanks and regards", "thanks & regards", "mit freundlichen grüßen", "freundliche grüße",
    "viele grüße", "beste grüße", "liebe grüße", "cordialement", "bien cordialement", "salutations",
    "saludos", "saludos cordiales", "un saludo", "atentamente", "cordiali saluti",
    "distinti saluti",
    "atenciosamente", "cumprimentos", "met vriendelijke groet", "med vänliga hälsningar",
    "vänliga hälsningar", "med venlig hilsen", "med vennlig hilsen", "ystävällisin terveisin",
    "pozdrawiam", "z poważaniem", "s pozdravem", "s pozdravom", "üdvözlettel", "с уважением",
    "з повагою", "saygılarımla", "cu stimă",
  ]

  private static func words(_ text: String) -> [[UInt8]] {
    text.split(separator: "|").map { Array($0.utf8) }
  }
}

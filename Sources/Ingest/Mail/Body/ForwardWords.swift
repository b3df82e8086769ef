/// What mail programs write around a forwarded mail, in the languages of their users: data alone, the
/// rules stand in ``ForwardParser``. Everything is in lower case; words are parted by bars.
enum ForwardWords {
  /// Labels of the fields at the head of a forwarded mail.
  static let labels: [(ForwardLabel, String)] = [
    (
      .from,
      """
      from|sender|von|absender|de|expéditeur|envoyé par|da|mittente|inviato da|van|afzender|fra|\
      afsender|avsender|från|avsändare|lähettäjä|keneltä|feladó|küldő|od|nadawca|odesílatel|\
      odosielateľ|odosielatel|pošiljatelj|pošiljalac|šalje|от|отправитель|от кого|от имени|від|\
      від кого|відправник|remetente|remitente|enviado por|de la|expeditor|expeditorul|kimden|\
      gönderen|saatja|kellelt|nuo|siuntėjas|no|sūtītājs|από|αποστολέας|подател|изпращач|шаље|\
      пошиљалац|од|remitent|frá|nga|dari|pengirim|từ|người gửi|จาก|ผู้ส่ง|发件人|发信人|寄件者|寄件人|寄件者名稱|\
      差出人|送信元|送信者|보낸 사람|보낸사람|발신|발신인|من|المرسل|מאת|שולח|از|فرستنده|से|प्रेषक|kimdən|ким|кимден|\
      sent by|o
      """
    ),
    (
      .to,
      """
      to|an|empfänger|à|a|destinataire|para|destinatario|destinatário|aan|ontvanger|til|modtager|\
      mottaker|till|mottagare|vastaanottaja|kenelle|címzett|do|adresat|odbiorca|komu|adresát|\
      příjemce|pre|príjemca|prima|za|primatelj|prejemnik|кому|получатель|до|одержувач|către|\
      catre|destinatar|destinatarul|la|kime|alıcı|alıcılar|kellele|saaja|adressaat|kam|gavėjas|\
      saņēmējs|προς|παραλήπτης|за|получател|прима|коме|per a|þér|kepada|penerima|đến|tới|\
      người nhận|ถึง|ผู้รับ|收件人|收信人|收件者|宛先|送信先|受信者|받는 사람|받는사람|수신|수신인|إلى|الى|المستلم|אל|נמען|به|\
      گیرنده|को|destinataires|destinatari|envoyé à|untuk
      """
    ),
    (
      .cc,
      """
      cc|c.c.|kopie|kopi|kopia|kopio|copie|copie à|copia|copia a|cópia|cc para|com cópia|\
      com cópia para|kópia|másolat|másolatot kap|dw|do wiadomości|копия|копія|kópie|bilgi|koopia|\
      kopija|κοιν.|κοινοποίηση|κοιν|копие|копија|còpia|afrit|tembusan|salinan|đồng gửi|\
      đồng kính gửi|สำเนา|抄送|副本|写し|참조|نسخة|نسخة إلى|עותק|רונوشت|رونوشت|प्रति|cc (kopie)|v kopii|\
      v kopiji|cópia para|kk|kópiu
      """
    ),
    (
      .bcc,
      """
      bcc|blindkopie|blind cc|cci|cco|ccn|skjult kopi|blind kopi|dold kopia|hemlig kopia|\
      piilokopio|rejtett másolat|titkos másolat|udw|ukryta kopia|skrytá kopie|skrytá kópia|\
      skrivena kopija|скрытая копия|скрытая|прихована копія|gizli|cópia oculta|copia oculta|密送|\
      密件副本|密件抄送|숨은 참조|نسخة مخفية|עותק מוסתר|pimekoopia|nematoma kopija|diskrētā kopija|bcn
      """
    ),
    (
      .subject,
      """
      subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|emne|ämne|aihe|otsikko|tárgy|\
      temat|tytuł|předmět|predmet|věc|vec|subiect|subiectul|тема|konu|başlık|zadeva|naslov|\
      pealkiri|teema|tēma|tema|temats|θέμα|относно|предмет|наслов|assumpte|efni|subyek|subjek|\
      perihal|judul|chủ đề|tiêu đề|เรื่อง|หัวเรื่อง|หัวข้อ|主题|主旨|主題|标题|件名|제목|الموضوع|נושא|موضوع|\
      विषय|mövzu|тақырып|lênda|tittel|titel|re
      """
    ),
    (
      .date,
      """
      date|datum|data|fecha|dato|sent|sent at|sent on|date sent|gesendet|gesendet am|envoyé|\
      envoyé le|date d'envoi|enviado|enviado el|enviada|enviada em|enviado em|enviat|inviato|\
      inviato il|verzonden|verzonden op|sendt|skickat|lähetetty|päivämäärä|päiväys|pvm|dátum|\
      elküldve|küldve|küldés dátuma|wysłano|wyslano|wysłane|data wysłania|odesláno|odesláno dne|\
      odoslané|odoslane|dátum odoslania|poslano|poslato|datum slanja|trimis|trimis la|dată|\
      отправлено|отправлен|дата|дата отправки|надіслано|відправлено|надіслане|tarih|gönderilen|\
      gönderildi|gönderme tarihi|gönderim|gönderilme zamanı|saadetud|kuupäev|saatmise kuupäev|\
      datums|nosūtīts|nosūtīšanas datums|išsiųsta|ημερομηνία|στάλθηκε|απεστάλη|изпратено|\
      изпратен|послато|датум|dagsetning|tanggal|dikirim|terkirim|tarikh|ngày|đã gửi|gửi|วันที่|\
      ส่ง|ส่งเมื่อ|日期|发送时间|发送日期|时间|寄件日期|傳送時間|寄件時間|已发送|已傳送|日付|送信日時|送信日|送信済み|日時|날짜|보낸 날짜|보낸날짜|\
      보낸 시간|전송|전송 날짜|التاريخ|تاريخ|تاريخ الإرسال|أُرسلت|أرسلت|תאריך|נשלח|נשלח ב|تاریخ|दिनांक|\
      भेजा|message du|tarix|күні|time|when|zeit
      """
    ),
    (
      .other,
      """
      reply-to|reply to|antwort an|antworten an|répondre à|responder a|responder para|rispondi a|\
      beantwoorden|svar til|svara till|vastausosoite|válaszcím|odpowiedz do|odpověď komu|\
      ответить|importance|wichtigkeit|importancia|importância|priorità|priority|priorität|\
      attachments|attachment|anlagen|anhänge|pièces jointes|adjuntos|datos adjuntos|allegati|\
      anexos|bijlagen|vedlegg|vedhæftede filer|bilagor|liitteet|mellékletek|załączniki|přílohy|\
      prílohy|вложения|вкладення|ekler|附件|添付ファイル|첨부|organization|message-id|in-reply-to|\
      mailed-by|signed-by|security|resent-from|resent-to|list-id|newsgroups|company|user-agent|\
      x-mailer|content-type|mime-version|return-path|delivered-to|references|received|flag|\
      categories|kategorien
      """
    ),
  ]

  /// Beginnings of words that say "forwarded" in a line above a forwarded mail.
  static let forwarded = split(
    """
    forward|fwd|weitergeleitet|weiterleit|transféré|transfere|transfér|transmis|réexpédi|\
    reexpedi|reenvi|inoltrat|inoltro|encaminhad|doorgestuurd|doorgezonden|videresend|vidaresend|\
    vidarebefordra|edelleenl|välitet|välittä|eteenpäin|továbbít|przekaz|przesłan|přeposl|přepos|\
    předan|preposl|preposi|prosljeđ|proslijeđ|prosleđ|posredov|redirec|inaint|înaint|пересыл|\
    пересл|переслан|перенаправ|переадрес|пересила|препрат|пренасоч|прослеђен|iletil|i̇leti|\
    ileti baş|iletiyi|yönlendir|edastat|edasi|pārsūt|persiųs|persiun|προωθ|áframsen|reenviat|转发|\
    轉寄|轉發|转寄|転送|전달|المعاد توجيه|تحويل|توجيه|מועבר|הועבר|העבר|ส่งต่อ|chuyển tiếp|teruskan|فوروارد|\
    ارسال‌شده|अग्रेषित|yönləndir
    """)

  /// Beginnings of words that say "original message", which answers use as well.
  static let original = split(
    """
    original|originál|ursprüng|ursprung|oorspronkelijk|opprinnelig|oprindelig|alkuperäi|eredeti|\
    oryginaln|pierwotn|původní|pôvodn|izvorn|исходн|оригинал|оригінал|початков|orijinal|özgün|\
    d'origine|originale|mensagem origin|pirminis|sākotnēj|algne|αρχικ|πρωτότυπ|原始|原文|元のメッセージ|\
    元メール|원본|الأصلي|המקורי|ต้นฉบับ|gốc|asli
    """)

  private static func split(_ words: String) -> [[UInt8]] {
    words.split(separator: "|").map { Array($0.utf8) }
  }
}

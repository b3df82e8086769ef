/// Labels of character sets: the table of the WHATWG Encoding Standard, and a named list of sets that
/// mail still uses beside it.
enum CharsetLabels {
  /// The set of each label in lower case.
  static let all: [String: Charset] = {
    var table: [String: Charset] = [:]
    for (charset, labels) in own + foreign.map({ (Charset.foreign(StaticName($0)), $1) }) {
      for label in labels.split(separator: " ") { table[String(label)] = charset }
    }
    return table
  }()

  private static let own: [(Charset, String)] = [
    (
      .utf8,
      """
      unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf_8 \
      utf-8-mac
      """
    ),
    (
      .unlabelled,
      """
      ascii us-ascii ansi_x3.4-1968 iso-ir-6 iso_646.irv:1991 ansi_x3.4-1986 iso646-us \
      us ibm367 cp367 csascii 7bit 8bit unknown-8bit x-unknown unknown default_charset \
      x-user-defined _iso-2022-jp$esc none
      """
    ),
    (
      .windows(.cp874),
      "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 cp874"
    ),
    (
      .windows(.cp1250),
      "cp1250 windows-1250 x-cp1250"
    ),
    (
      .windows(.cp1251),
      "cp1251 windows-1251 x-cp1251"
    ),
    (
      .windows(.cp1252),
      """
      cp1252 cp819 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 \
      iso_8859-1:1987 l1 latin1 csisolatin1 windows-1252 x-cp1252 latin-1 iso8859_1 \
      iso-8859-1-windows-3.1-latin-1
      """
    ),
    (
      .windows(.cp1253),
      "cp1253 windows-1253 x-cp1253"
    ),
    (
      .windows(.cp1254),
      """
      cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 \
      iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254
      """
    ),
    (
      .windows(.cp1255),
      "cp1255 windows-1255 x-cp1255"
    ),
    (
      .windows(.cp1256),
      "cp1256 windows-1256 x-cp1256"
    ),
    (
      .windows(.cp1257),
      "cp1257 windows-1257 x-cp1257"
    ),
    (
      .windows(.cp1258),
      "cp1258 windows-1258 x-cp1258"
    ),
    (
      .utf16(isBigEndian: false),
      "utf-16le"
    ),
    (
      .utf16(isBigEndian: true),
      "utf-16be unicodefffe"
    ),
    (
      .utf16(isBigEndian: nil),
      "utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf16"
    ),
  ]

  /// Names of iconv and the labels that lead to them.
  private static let foreign: [(String, String)] = [
    (
      "ISO-8859-2",
      """
      csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 \
      latin2
      """
    ),
    (
      "ISO-8859-3",
      """
      csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 \
      latin3
      """
    ),
    (
      "ISO-8859-4",
      """
      csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 \
      latin4
      """
    ),
    (
      "ISO-8859-5",
      """
      csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 \
      iso_8859-5:1988
      """
    ),
    (
      "ISO-8859-6",
      """
      arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 \
      iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
      """
    ),
    (
      "ISO-8859-7",
      """
      csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 \
      iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
      """
    ),
    (
      "ISO-8859-8",
      """
      csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 \
      iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
      """
    ),
    (
      "ISO-8859-10",
      "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"
    ),
    (
      "ISO-8859-13",
      "iso-8859-13 iso8859-13 iso885913"
    ),
    (
      "ISO-8859-14",
      "iso-8859-14 iso8859-14 iso885914"
    ),
    (
      "ISO-8859-15",
      "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9"
    ),
    (
      "ISO-8859-16",
      "iso-8859-16"
    ),
    (
      "KOI8-R",
      "cskoi8r koi koi8 koi8-r koi8_r"
    ),
    (
      "KOI8-U",
      "koi8-ru koi8-u"
    ),
    (
      "MACINTOSH",
      "csmacintosh mac macintosh x-mac-roman"
    ),
    (
      "MAC-CYRILLIC",
      "x-mac-cyrillic x-mac-ukrainian"
    ),
    (
      "CP866",
      "866 cp866 csibm866 ibm866"
    ),
    (
      "GB18030",
      """
      chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk \
      gb18030 cp936 ms936 windows-936 euc-cn
      """
    ),
    (
      "BIG5-HKSCS",
      "big5 big5-hkscs cn-big5 csbig5 x-x-big5"
    ),
    (
      "BIG5",
      "cp950 windows-950"
    ),
    (
      "EUC-JP-MS",
      "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp"
    ),
    (
      "ISO-2022-JP",
      "csiso2022jp iso-2022-jp"
    ),
    (
      "ISO-2022-JP-2",
      "iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-ms cp50220 cp50221"
    ),
    (
      "CP932",
      "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932"
    ),
    (
      "UHC",
      """
      cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 \
      ksc5601 ksc_5601 windows-949 cp949 ks_c_5601
      """
    ),
    (
      "ISO-2022-KR",
      "iso-2022-kr csiso2022kr"
    ),
    (
      "UTF-7",
      "utf-7 unicode-1-1-utf-7 csunicode11utf7 utf7"
    ),
    (
      "UTF-32",
      "utf-32 ucs-4 iso-10646-ucs-4"
    ),
    (
      "CP437",
      "cp437 ibm437 cspc8codepage437"
    ),
    (
      "CP850",
      "cp850 ibm850 cspc850multilingual"
    ),
    (
      "CP852",
      "cp852 ibm852"
    ),
    (
      "CP855",
      "cp855 ibm855"
    ),
    (
      "CP857",
      "cp857 ibm857"
    ),
    (
      "CP858",
      "cp858"
    ),
    (
      "CP862",
      "cp862 ibm862"
    ),
    (
      "CP737",
      "cp737"
    ),
    (
      "CP775",
      "cp775"
    ),
    (
      "TCVN",
      "tcvn tcvn5712-1"
    ),
    (
      "VISCII",
      "viscii"
    ),
    (
      "EUC-TW",
      "euc-tw"
    ),
    (
      "JOHAB",
      "johab"
    ),
    (
      "KOI8-T",
      "koi8-t"
    ),
    (
      "GEORGIAN-PS",
      "georgian-ps"
    ),
    (
      "ARMSCII-8",
      "armscii-8"
    ),
    (
      "MACCENTRALEUROPE",
      "x-mac-ce"
    ),
  ]
}

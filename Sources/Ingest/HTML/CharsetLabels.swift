/// The labels by which documents name character sets (WHATWG Encoding, section 4.2).
///
/// Only what stands here ever reaches the C library's converter.
enum CharsetLabels {
  /// The WHATWG name, in lower case, of a label; nil where it is unknown or not to be used.
  static func find(_ label: String) -> String? {
    let word = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    return labels[word]
  }

  /// The C library's name of a character set, or nil where it has none.
  static func converterName(_ charset: String) -> String? { converters[charset] }

  private static let labels: [String: String] = {
    var table: [String: String] = [:]
    for (name, words) in names {
      table[name] = name
      for word in words.split(separator: " ") { table[String(word)] = name }
    }
    return table
  }()

  private static let names: KeyValuePairs<String, String> = [
    "utf-8": "utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "windows-1252":
      "ansi_x3.4-1968 ascii cp1252 cp819 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 l1 latin1 us-ascii x-cp1252 windows1252",
    "utf-16le": "utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode",
    "utf-16be": "unicodefffe",
    "iso-8859-2": "iso8859-2 iso88592 iso_8859-2 l2 latin2",
    "iso-8859-3": "iso8859-3 l3 latin3",
    "iso-8859-4": "iso8859-4 l4 latin4",
    "iso-8859-5": "iso8859-5 cyrillic",
    "iso-8859-6": "iso8859-6 arabic",
    "iso-8859-7": "iso8859-7 greek",
    "iso-8859-8": "iso8859-8 iso-8859-8-i iso-8859-8-e hebrew visual logical",
    "iso-8859-10": "iso8859-10 l6 latin6",
    "iso-8859-13": "iso8859-13",
    "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15 l9 latin9",
    "iso-8859-16": "iso8859-16",
    "koi8-r": "koi koi8 koi8_r",
    "koi8-u": "koi8-ru",
    "macintosh": "mac x-mac-roman",
    "windows-874": "iso-8859-11 tis-620 dos-874",
    "windows-1250": "cp1250 x-cp1250",
    "windows-1251": "cp1251 x-cp1251",
    "windows-1253": "cp1253 x-cp1253",
    "windows-1254": "cp1254 iso-8859-9 iso8859-9 iso88599 l5 latin5 x-cp1254",
    "windows-1255": "cp1255 x-cp1255",
    "windows-1256": "cp1256 x-cp1256",
    "windows-1257": "cp1257 x-cp1257",
    "windows-1258": "cp1258 x-cp1258",
    "gb18030": "gbk gb2312 chinese gb_2312 gb_2312-80 x-gbk csgb2312",
    "big5": "big5-hkscs cn-big5 x-x-big5",
    "euc-jp": "x-euc-jp cseucpkdfmtjapanese",
    "iso-2022-jp": "csiso2022jp",
    "shift_jis": "shift-jis sjis x-sjis ms_kanji windows-31j ms932 csshiftjis",
    "euc-kr": "ks_c_5601-1987 ksc5601 korean windows-949 cseuckr",
  ]

  private static let converters: [String: String] = [
    "iso-8859-2": "ISO-8859-2", "iso-8859-3": "ISO-8859-3", "iso-8859-4": "ISO-8859-4",
    "iso-8859-5": "ISO-8859-5", "iso-8859-6": "ISO-8859-6", "iso-8859-7": "ISO-8859-7",
    "iso-8859-8": "ISO-8859-8", "iso-8859-10": "ISO-8859-10", "iso-8859-13": "ISO-8859-13",
    "iso-8859-14": "ISO-8859-14", "iso-8859-15": "ISO-8859-15", "iso-8859-16": "ISO-8859-16",
    "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "macintosh": "MACINTOSH", "windows-874": "CP874",
    "windows-1250": "CP1250", "windows-1251": "CP1251", "windows-1253": "CP1253",
    "windows-1254": "CP1254", "windows-1255": "CP1255", "windows-1256": "CP1256",
    "windows-1257": "CP1257", "windows-1258": "CP1258", "gb18030": "GB18030",
    "big5": "BIG5-HKSCS", "euc-jp": "EUC-JP", "iso-2022-jp": "ISO-2022-JP",
    "shift_jis": "CP932", "euc-kr": "CP949",
  ]
}

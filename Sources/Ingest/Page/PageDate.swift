import Shared

/// Dates as pages write them: ISO 8601 in metadata, words and numbers in text.
enum PageDate {
  /// A date of metadata: ISO 8601 with or without a time, or what mails write; nil where it is no
  /// date of a plausible year. The text is kept as it stands where it is ISO 8601.
  static func normalized(_ text: String) -> String? {
    let text = text.trimmingBlanks
    let bytes = Array(text.utf8)
    if bytes.count >= 10, let date = isoDate(bytes[0..<10]) {
      // The time stays as the page gives it, so that its zone is not lost.
      if bytes.count > 10, bytes[10] == 0x54 || bytes[10] == 0x20, bytes.count <= 40 {
        return date + "T" + String(decoding: bytes[11...], as: UTF8.self).replacing(" ", with: "")
      }
      return date
    }
    if bytes.count == 8, bytes.allSatisfy({ $0 &- 0x30 < 10 }) {
      let digits = bytes.map { Int($0 - 0x30) }
      let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
      return make(year, digits[4] * 10 + digits[5], digits[6] * 10 + digits[7])
    }
    return find(in: bytes[...], isAmericanOrder: false)
  }

  private static func isoDate(_ bytes: ArraySlice<UInt8>) -> String? {
    let start = bytes.startIndex
    guard bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for place in range {
        guard bytes[start + place] &- 0x30 < 10 else { return nil }
        value = value * 10 + Int(bytes[start + place] - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    return make(year, month, day)
  }

  /// A date as `YYYY-MM-DD`, where such a day exists in a plausible year.
  static func make(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard (1990...2035).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= days[month - 1] else { return nil }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  /// A piece of text that may be part of a date.
  private struct Piece {
    var number = 0
    var digits = 0
    /// The month, where the piece is its name.
    var month = 0
    /// Where it begins.
    var place = 0
    /// What stands before the piece: 0 for blanks alone, the sign, or 255 for words.
    var before: UInt8 = 0
  }

  /// The first date in a text; `isAmericanOrder` reads 1/2/2020 as January 2.
  static func find(in text: ArraySlice<UInt8>, isAmericanOrder: Bool) -> String? {
    let pieces = pieces(text)
    guard pieces.count >= 3 else { return nil }
    for place in 0..<(pieces.count - 2) {
      let (first, second, third) = (pieces[place], pieces[place + 1], pieces[place + 2])
      guard second.before != 255, third.before != 255 else { continue }
      if let date = read(first, second, third, isAmericanOrder) { return date }
    }
    return nil
  }

  /// Every date in a text, with the place where it begins.
  static func all(
    in text: ArraySlice<UInt8>, isAmericanOrder: Bool
  ) -> [(day: String, place: Int)] {
    let pieces = pieces(text)
    var found: [(String, Int)] = []
    var index = 0
    while index + 2 < pieces.count {
      let (first, second, third) = (pieces[index], pieces[index + 1], pieces[index + 2])
      if second.before != 255, third.before != 255,
        let day = read(first, second, third, isAmericanOrder)
      {
        found.append((day, first.place))
        index += 3
      } else {
        index += 1
      }
    }
    return found
  }

  private static func read(
    _ first: Piece, _ second: Piece, _ third: Piece, _ isAmericanOrder: Bool
  ) -> String? {
    if first.digits == 4, second.month == 0, second.digits <= 2, third.digits <= 2,
      third.digits > 0, second.digits > 0, second.before == third.before || second.before == 1
    {
      return make(first.number, second.number, third.number)
    }
    let isShort =
      third.digits == 2 && second.before == third.before
      && (second.before == 0x2E
        || second.before == 0x2F && max(first.number, second.number) > 12 && second.month == 0)
    guard third.digits == 4 || isShort else { return nil }
    let year = third.digits == 2 ? 2000 + third.number : third.number
    if second.month > 0, first.digits > 0, first.digits <= 2 {
      return make(year, second.month, first.number)
    }
    if first.month > 0, second.digits > 0, second.digits <= 2 {
      return make(year, first.month, second.number)
    }
    guard first.digits > 0, first.digits <= 2, second.digits > 0, second.digits <= 2,
      second.before == third.before, second.before != 0
    else { return nil }
    if second.number > 12 || (isAmericanOrder && second.before == 0x2F && first.number <= 12) {
      return make(year, first.number, second.number)
    }
    return make(year, second.number, first.number)
  }

  private static func pieces(_ text: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var place = text.startIndex
    var before: UInt8 = 255
    while place < text.endIndex, pieces.count < 60 {
      let byte = text[place]
      if byte &- 0x30 < 10 {
        var piece = Piece(place: place, before: before)
        while place < text.endIndex, text[place] &- 0x30 < 10 {
          piece.number = min(piece.number * 10 + Int(text[place] - 0x30), 99_999_999)
          piece.digits += 1
          place += 1
        }
        pieces.append(piece)
        before = 0
      } else if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 {
        var key = NameTable.Key()
        let start = place
        while place < text.endIndex, text[place] >= 0x80 || (text[place] | 0x20) &- 0x61 < 26 {
          key.append(text[place])
          place += 1
        }
        if isYearSign(text[start..<place]) {
          before = 1
        } else if let month = months.find(key) {
          pieces.append(Piece(month: Int(month), place: start, before: before))
          before = 0
        } else if !isFiller(text[start..<place]) {
          before = 255
        }
      } else {
        if !HTMLText.isSpace(byte), byte != 0x2C, before != 255 { before = byte }
        place += 1
      }
    }
    return pieces
  }

  /// `th`, `de`, `of` and their like between the parts of a date.
  private static func isFiller(_ word: ArraySlice<UInt8>) -> Bool {
    ["st", "nd", "rd", "th", "de", "of", "del", "er", "den", "o"].contains(
      String(decoding: word, as: UTF8.self).lowercased())
  }

  /// The Chinese and Japanese signs for year, month and day.
  private static func isYearSign(_ word: ArraySlice<UInt8>) -> Bool {
    ["年", "月", "日", "년", "월", "일"].contains(String(decoding: word, as: UTF8.self))
  }

  private static let months: NameTable = {
    let names = [
      "january jan januar jänner janvier enero gennaio gen januari janeiro stycznia stycznia января ene",
      "february feb februar februari février febrero febbraio fevereiro lutego февраля fév fevr févr",
      "march mar märz maerz mrz mars marzo maart março marca марта mär",
      "april apr avril abril aprile kwietnia апреля avr abr",
      "may mai mayo maggio mei maio maja мая mag",
      "june jun juni juin junio giugno junho czerwca июня giu",
      "july jul juli juillet julio luglio julho lipca июля lug juil",
      "august aug août agosto augustus sierpnia августа ago aout",
      "september sep sept septembre septiembre settembre setembro września сентября set",
      "october oct oktober okt octobre octubre ottobre outubro października октября ott out",
      "november nov novembre noviembre novembro listopada ноября",
      "december dec dezember dez décembre diciembre dicembre dezembro grudnia декабря dic déc",
    ]
    var pairs: [(String, Int)] = []
    for (place, words) in names.enumerated() {
      for word in words.split(separator: " ") where word.utf8.count <= NameTable.longestName {
        pairs.append((String(word), place + 1))
      }
    }
    return NameTable(pairs)
  }()
}

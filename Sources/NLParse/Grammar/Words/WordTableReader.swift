/// Reads language tables: one line a meaning, `kind value flags: word, phrase of words, …`.
///
/// Kinds are `month`, `weekday`, `number`, `ordinal`, `unit`, `part`, `holiday`, `zone`, `day` (days
/// from today), `every` (a frequency: unit and interval) and `cue`. Flags are `many` and every name
/// of a ``Cue``. A word may stand in several lines; its meanings add up.
enum WordTableReader {
  /// The table of a text; lines that are not understood are left out (a test refuses them).
  static func table(_ text: String) -> WordTable {
    WordTable(words(text).words)
  }

  /// The words of a text, and the lines that were not understood.
  static func words(_ text: String) -> (words: [[UInt8]: WordEntry], faults: [String]) {
    var words: [[UInt8]: WordEntry] = [:]
    var faults: [String] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("//") {
      guard let colon = line.firstIndex(of: ":"),
        var meaning = meaning(line[..<colon].split(separator: " "))
      else {
        faults.append(String(line))
        continue
      }
      for word in line[line.index(after: colon)...].split(separator: ",") {
        let key = canonical(TextFolding.folded(Array(word.utf8)))
        guard !key.isEmpty else { continue }
        meaning.longestPhrase = 0
        words[key] = words[key].map { merged($0, meaning) } ?? meaning
        let count = key.split(separator: 32).count
        guard count > 1, let first = key.split(separator: 32).first else { continue }
        var opener = words[Array(first)] ?? WordEntry()
        opener.longestPhrase = max(opener.longestPhrase, UInt8(clamping: count))
        words[Array(first)] = opener
      }
    }
    return (words, faults)
  }

  /// The bytes cut as ``LineTokenizer`` cuts a line, with one space between what it parts.
  private static func canonical(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var last = 0  // 1 for letters, 2 for digits, 3 for a mark
    for (place, byte) in bytes.enumerated() where byte != 32 {
      let isLetter = byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 0x80
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      let joins = byte == 39 && last == 1 && bytes[place - 1] != 32 && next >= 97
      let kind = isLetter || joins ? 1 : byte &- 48 < 10 ? 2 : 3
      if !out.isEmpty, kind != last || kind == 3 || bytes[place - 1] == 32 { out.append(32) }
      out.append(byte)
      last = kind
    }
    return out
  }

  private static func meaning(_ parts: [Substring]) -> WordEntry? {
    guard let kind = parts.first, parts.count >= 2 else { return nil }
    var entry = WordEntry()
    var flags = parts.dropFirst(2)
    let value = parts[1]
    switch kind {
    case "month": entry.month = UInt8(value) ?? 0
    case "weekday": entry.weekday = UInt8(value) ?? 0
    case "number": entry.number = Int32(value) ?? -1
    case "ordinal": entry.ordinal = Int16(value) ?? 0
    case "unit": entry.unit = TimeUnit(name: value)
    case "part": entry.part = DayPart(name: value)
    case "zone": entry.zone = Int16(value) ?? .min
    case "day": entry.dayOffset = Int8(value) ?? .min
    case "holiday": entry.holiday = Holiday.index(of: value) ?? -1
    case "every":
      entry.frequency = TimeUnit(name: value)
      guard let interval = flags.first.flatMap({ UInt8($0) }) else { return nil }
      entry.frequencyInterval = interval
      flags = flags.dropFirst()
    case "cue": flags = parts.dropFirst()
    default: return nil
    }
    for flag in flags {
      if flag == "many" {
        entry.isPlural = true
      } else if let cue = Cue(name: flag) {
        entry.cues.insert(cue)
      } else {
        return nil
      }
    }
    entry.settle()
    return entry.isTemporal || !entry.cues.isEmpty || entry.zone != .min ? entry : nil
  }

  private static func merged(_ old: WordEntry, _ new: WordEntry) -> WordEntry {
    var entry = old
    entry.cues.formUnion(new.cues)
    if new.month != 0 { entry.month = new.month }
    if new.weekday != 0 { entry.weekday = new.weekday }
    if new.number >= 0 { entry.number = new.number }
    if new.ordinal != 0 { entry.ordinal = new.ordinal }
    if let unit = new.unit { entry.unit = unit }
    if let part = new.part { entry.part = part }
    if new.holiday >= 0 { entry.holiday = new.holiday }
    if new.zone != .min { entry.zone = new.zone }
    if new.dayOffset != .min { entry.dayOffset = new.dayOffset }
    if let frequency = new.frequency {
      entry.frequency = frequency
      entry.frequencyInterval = new.frequencyInterval
    }
    if new.isPlural { entry.isPlural = true }
    return entry
  }
}

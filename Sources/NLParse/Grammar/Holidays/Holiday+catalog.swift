import Shared

extension Holiday {
  /// Every holiday that is known; language tables name them.
  static let all: [Holiday] = fixedDays + movingDays

  /// The place of a name in ``all``.
  static func index(of name: Substring) -> Int16? {
    all.firstIndex { $0.name == name }.map { Int16($0) }
  }

  private static func fixed(_ name: Substring, _ month: Int, _ day: Int) -> Holiday {
    Holiday(name: name, rule: .fixed(month: month, day: day))
  }

  private static let fixedDays: [Holiday] = [
    fixed("newyear", 1, 1), fixed("epiphany", 1, 6), fixed("burnsnight", 1, 25),
    fixed("groundhog", 2, 2), fixed("lincoln", 2, 12), fixed("valentine", 2, 14),
    fixed("stdavid", 3, 1), fixed("womensday", 3, 8), fixed("piday", 3, 14),
    fixed("stpatrick", 3, 17), fixed("aprilfools", 4, 1), fixed("siblings", 4, 10),
    fixed("earthday", 4, 22), fixed("stgeorge", 4, 23), fixed("walpurgis", 4, 30),
    fixed("mayday", 5, 1), fixed("staryearsday", 5, 4), fixed("cincodemayo", 5, 5),
    fixed("flagday", 6, 14), fixed("juneteenth", 6, 19), fixed("independence", 7, 4),
    fixed("augsburg", 8, 8), fixed("assumption", 8, 15), fixed("patriot", 9, 11),
    fixed("childrensday", 9, 20), fixed("germanunity", 10, 3), fixed("boss", 10, 16),
    fixed("halloween", 10, 31), fixed("allsaints", 11, 1), fixed("allsouls", 11, 2),
    fixed("guyfawkes", 11, 5), fixed("veterans", 11, 11), fixed("remembrance", 11, 11),
    fixed("stmartin", 11, 11), fixed("standrew", 11, 30), fixed("stnicholas", 12, 6),
    fixed("pearlharbor", 12, 7), fixed("christmaseve", 12, 24), fixed("christmas", 12, 25),
    fixed("boxing", 12, 26), fixed("newyearseve", 12, 31),
    Holiday(name: "emancipation", rule: .observed(month: 4, day: 16)),
  ]

  private static let movingDays: [Holiday] = [
    Holiday(name: "mlk", rule: .nth(3, .monday, month: 1)),
    Holiday(name: "presidents", rule: .nth(3, .monday, month: 2)),
    Holiday(name: "dststart", rule: .nth(2, .sunday, month: 3)),
    Holiday(name: "earthhour", rule: .nth(-1, .saturday, month: 3)),
    Holiday(name: "taxday", rule: .taxDay),
    Holiday(name: "adminprofessionals", rule: .afterNth(days: -3, -1, .saturday, month: 4)),
    Holiday(name: "arborday", rule: .nth(-1, .friday, month: 4)),
    Holiday(name: "earlymay", rule: .nth(1, .monday, month: 5)),
    Holiday(name: "militaryspouse", rule: .afterNth(days: -2, 2, .sunday, month: 5)),
    Holiday(name: "mothers", rule: .nth(2, .sunday, month: 5)),
    Holiday(name: "emsc", rule: .afterNth(days: 3, 3, .sunday, month: 5)),
    Holiday(name: "springbank", rule: .nth(-1, .monday, month: 5)),
    Holiday(name: "memorial", rule: .nth(-1, .monday, month: 5)),
    Holiday(name: "fathers", rule: .nth(3, .sunday, month: 6)),
    Holiday(name: "summerbank", rule: .nth(-1, .monday, month: 8)),
    Holiday(name: "labor", rule: .nth(1, .monday, month: 9)),
    Holiday(name: "grandparents", rule: .afterNth(days: 6, 1, .monday, month: 9)),
    Holiday(name: "columbus", rule: .nth(2, .monday, month: 10)),
    Holiday(name: "dstend", rule: .nth(1, .sunday, month: 11)),
    Holiday(name: "election", rule: .afterNth(days: 1, 1, .monday, month: 11)),
    Holiday(name: "remembrancesunday", rule: .nth(2, .sunday, month: 11)),
    Holiday(name: "thanksgiving", rule: .nth(4, .thursday, month: 11)),
    Holiday(name: "blackfriday", rule: .afterNth(days: 1, 4, .thursday, month: 11)),
    Holiday(name: "smallbusiness", rule: .afterNth(days: 2, 4, .thursday, month: 11)),
    Holiday(name: "cybermonday", rule: .afterNth(days: 4, 4, .thursday, month: 11)),
    Holiday(name: "givingtuesday", rule: .afterNth(days: 5, 4, .thursday, month: 11)),
    Holiday(name: "supertuesday", rule: .superTuesday),
    Holiday(name: "shrovemonday", rule: .easter(-48)),
    Holiday(name: "shrovetuesday", rule: .easter(-47)),
    Holiday(name: "ashwednesday", rule: .easter(-46)),
    Holiday(name: "lentstart", rule: .easter(-46)),
    Holiday(name: "mothersuk", rule: .easter(-21)),
    Holiday(name: "palmsunday", rule: .easter(-7)),
    Holiday(name: "maundythursday", rule: .easter(-3)),
    Holiday(name: "goodfriday", rule: .easter(-2)),
    Holiday(name: "holysaturday", rule: .easter(-1)),
    Holiday(name: "easter", rule: .easter(0)),
    Holiday(name: "eastermonday", rule: .easter(1)),
    Holiday(name: "ascension", rule: .easter(39)),
    Holiday(name: "pentecost", rule: .easter(49)),
    Holiday(name: "whitmonday", rule: .easter(50)),
    Holiday(name: "trinity", rule: .easter(56)),
    Holiday(name: "corpuschristi", rule: .easter(60)),
    Holiday(name: "repentance", rule: .before(.wednesday, month: 11, day: 23, weeks: 0)),
    Holiday(name: "deadsunday", rule: .before(.sunday, month: 12, day: 25, weeks: 4)),
    Holiday(name: "advent", rule: .before(.sunday, month: 12, day: 25, weeks: 3)),
    Holiday(name: "secondadvent", rule: .before(.sunday, month: 12, day: 25, weeks: 2)),
    Holiday(name: "thirdadvent", rule: .before(.sunday, month: 12, day: 25, weeks: 1)),
    Holiday(name: "fourthadvent", rule: .before(.sunday, month: 12, day: 25, weeks: 0)),
  ]
}

extension LanguageTable {
  /// Holidays as people write them in English; the rules stand in ``Holiday``.
  static let englishHolidays = """
    holiday newyearseve: new year's eve, new years eve, nye, silvester, hogmanay
    holiday newyear: new year's day, new years day, new year's, new years, new year day, new year
    holiday epiphany: epiphany
    holiday mlk: martin luther king day, martin luther king's day, martin luther kings day, mlk day, mlk jr. day, mlk jr day, martin luther king jr. day, martin luther king jr day, civil rights day, idaho human rights day
    holiday groundhog: groundhog day, groundhogs day, groundhog's day
    holiday lincoln: lincoln's birthday, lincolns birthday, lincolns' birthday, lincoln birthday
    holiday valentine: valentine's day, valentines day, valentine day, valentine's, valentines
    holiday presidents: presidents' day, presidents day, president's day, washington's birthday, george washington day, washington day, george washington's day
    holiday shrovetuesday: pancake day, pancake tuesday, shrove tuesday, mardi gras, fat tuesday
    holiday ashwednesday: ash wednesday, carnival wednesday
    holiday stdavid: st david's day, st. david's day, saint david's day
    holiday mothersuk: mothering sunday, mother's day uk
    holiday stpatrick: st patrick's day, st. patrick's day, st patricks day, saint patrick's day, saint patricks day, saint patrick, st paddy's day, st. paddy's day, saint paddy's day, paddy's day
    holiday dststart: daylight savings start, daylight savings start day, daylight saving start, daylight saving start day, start of daylight saving
    holiday aprilfools: april fools, april fool's day, april fools' day, april fools day, april fool's
    holiday palmsunday: palm sunday, branch sunday
    holiday maundythursday: maundy thursday, holy thursday, covenant thursday, thu of mysteries, thursday of mysteries
    holiday goodfriday: good friday, great friday
    holiday holysaturday: holy saturday, black saturday, easter eve
    holiday easter: easter, easter sunday, easter day
    holiday eastermonday: easter monday
    holiday stgeorge: st george's day, st. george's day, saint george's day
    holiday siblings: siblings day, national sibling day, national siblings day, sibling day
    holiday emancipation: emancipation day
    holiday taxday: tax day
    holiday earthday: earth day
    holiday adminprofessionals: administrative professionals day, administrative professional day, administrative professionals' day, secretaries' day, secretaries day, secretary's day, admins day
    holiday arborday: arbor day
    holiday mayday: may day, labour day, international workers' day, international workers day, law day, lei day
    holiday staryearsday: star wars day
    holiday cincodemayo: cinco de mayo
    holiday earlymay: early may bank holiday, may bank holiday
    holiday militaryspouse: military spouse day, military spouse appreciation day
    holiday mothers: mother's day, mothers day, mothers' day
    holiday emsc: emsc day, emergency medical services for children day
    holiday springbank: spring bank holiday, late may bank holiday
    holiday memorial: memorial day, decoration day
    holiday ascension: ascension day, ascension thursday, ascension
    holiday pentecost: pentecost, whitsun, whit sunday, white sunday
    holiday whitmonday: whit monday, pentecost monday, monday of the holy spirit, whitmonday
    holiday trinity: trinity sunday
    holiday corpuschristi: corpus christi, feast of corpus christi
    holiday flagday: flag day
    holiday fathers: father's day, fathers day, fathers' day
    holiday juneteenth: juneteenth, freedom day, juneteenth independence day
    holiday independence: independence day, fourth of july, 4th of july, july fourth, the fourth of july
    holiday summerbank: summer bank holiday, august bank holiday, late summer bank holiday
    holiday labor: labor day
    holiday grandparents: grandparents day, national grandparents day, grandparents' day
    holiday patriot: patriot day
    holiday columbus: columbus day, indigenous peoples' day, indigenous peoples day
    holiday boss: boss's day, bosses day, boss day, bosses' day
    holiday halloween: halloween, hallowe'en, all hallows' eve
    holiday allsaints: all saints' day, all saints day, all hallows
    holiday allsouls: all souls' day, all souls day
    holiday dstend: daylight savings end, daylight savings end day, daylight saving end, daylight saving end day
    holiday guyfawkes: guy fawkes night, guy fawkes day, bonfire night
    holiday election: election day
    holiday veterans: veterans day, veteran day, veterans' day, veteran's day, armistice day
    holiday remembrancesunday: remembrance sunday
    holiday remembrance: remembrance day
    holiday thanksgiving: thanksgiving, thanksgiving day, turkey day
    holiday blackfriday: black friday
    holiday smallbusiness: small business saturday
    holiday cybermonday: cyber monday
    holiday standrew: st andrew's day, st. andrew's day, saint andrew's day
    holiday givingtuesday: giving tuesday
    holiday pearlharbor: pearl harbor day, pearl harbor remembrance day
    holiday advent: advent sunday, first advent, first sunday of advent
    holiday stnicholas: st nicholas day, saint nicholas day
    holiday christmaseve: christmas eve, xmas eve
    holiday christmas: christmas, xmas, christmas day, xmas day, x-mas
    holiday boxing: boxing day, st stephen's day, st. stephen's day
    holiday womensday: women's day, womens day, international women's day
    holiday piday: pi day
    holiday supertuesday: super tuesday
    holiday earthhour: earth hour
    holiday lentstart: lent
    holiday germanunity: german unity day, day of german unity
    holiday burnsnight: burns night

    """
}

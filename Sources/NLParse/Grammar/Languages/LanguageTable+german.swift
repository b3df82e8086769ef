extension LanguageTable {
  /// German: dates, times, durations and simple repetition.
  static let german: LanguageTable = {
    var table = LanguageTable(code: "de", text: germanWords)
    table.halfIsBefore = true
    table.dotsDates = true
    table.capitalizesNouns = true
    return table
  }()

  /// The words of German.
  static let germanWords = """
    month 1: januar, jan, jänner
    month 2: februar, feb
    month 3: märz, mär, mrz
    month 4: april, apr
    month 5: mai
    month 6: juni, jun
    month 7: juli, jul
    month 8: august, aug
    month 9: september, sept, sep
    month 10: oktober, okt
    month 11: november, nov
    month 12: dezember, dez
    weekday 1: montag, mo
    weekday 2: dienstag, di
    weekday 3: mittwoch, mi
    weekday 4: donnerstag, do
    weekday 5: freitag, fr
    weekday 6: samstag, sonnabend, sa
    weekday 7: sonntag, so
    weekday 1 uncertain: mo
    weekday 2 uncertain: di
    weekday 3 uncertain: mi
    weekday 4 uncertain: do
    weekday 5 uncertain: fr
    weekday 6 uncertain: sa
    weekday 7 uncertain: so
    weekday 1 many: montags
    weekday 2 many: dienstags
    weekday 3 many: mittwochs
    weekday 4 many: donnerstags
    weekday 5 many: freitags
    weekday 6 many: samstags, sonnabends
    weekday 7 many: sonntags
    number 1: eins
    number 2: zwei
    number 3: drei
    number 4: vier
    number 5: fünf
    number 6: sechs
    number 7: sieben
    number 8: acht
    number 9: neun
    number 10: zehn
    number 11: elf
    number 12: zwölf
    number 15: fünfzehn
    number 20: zwanzig
    number 30: dreißig
    number 14: vierzehn
    ordinal 1: erste, ersten, erster, erstes
    ordinal 2: zweite, zweiten, zweiter, zweites
    ordinal 3: dritte, dritten, dritter
    ordinal 4: vierte, vierten
    ordinal 5: fünfte, fünften
    unit second: sekunde
    unit second many: sekunden, sek
    unit minute minutes: minute, min, m
    unit minute many minutes: minuten
    unit hour: stunde, std, h
    unit hour hour: h
    unit hour many: stunden
    unit day: tag, tages, t
    unit day many: tage, tagen
    unit week: woche
    unit week many: wochen
    unit month: monat, monats
    unit month many: monate, monaten
    unit year: jahr, jahres
    unit year many: jahre, jahren
    unit weekend: wochenende
    unit weekend many: wochenenden
    unit quarter: quartal, quartals
    unit quarter many: quartale
    part morning: vormittag, vormittags, früh, am morgen
    part morning many: morgens
    part lunch: mittag, mittags
    part afternoon: nachmittag, nachmittags
    part evening: abend, abends
    part night: nacht, nachts
    part morning: heute morgen, heute früh
    day 0: heute morgen, heute früh
    day 0: heute, heutige, heutigen
    day 1: morgen
    day 2: übermorgen
    day -1: gestern
    day -2: vorgestern
    cue next: nächste, nächsten, nächster, nächstes, nächstem
    cue coming: kommende, kommenden, kommender, kommendes
    cue last: letzte, letzten, letzter, letztes, vergangene, vergangenen
    cue this: diese, diesen, dieser, dieses, diesem
    cue of the: des, der
    cue of: von, vom
    cue inside of inprefix: in
    cue inside of: im
    cue on the: am
    cue on: an, zu
    cue at: um, gegen, @
    cue by: bis spätestens, spätestens, bis zum
    cue by until to: bis
    cue due: fällig, fällig am, fällig bis
    cue before agoprefix to: vor
    cue after past: nach
    cue from: von, ab, seit
    cue starting from: ab, beginnend, beginnend am
    cue between: zwischen
    cue and: und
    cue or: oder
    cue for: für
    cue during: während
    cue takes: dauert, braucht
    cue within: innerhalb, binnen
    cue every: jede, jeden, jeder, jedes, jedem, alle
    cue other: zweite
    cue times: mal
    cue except: außer
    cue the: der, die, das, den, dem
    cue a: ein, eine, einen, einem, einer
    cue oclock uhr: uhr
    cue half: halb, halbe, halben, eine halbe
    cue quarterhour: viertel
    cue minutes: minuten
    cue noon: zwölf uhr mittags
    cue midnight: mitternacht
    cue about: etwa, ca, ungefähr, gegen
    cue begin: anfang, beginn
    cue end: ende
    cue mid: mitte
    cue late: später
    cue now: jetzt, sofort
    cue all: ganze, ganzen
    cue few: paar, einige
    cue remind: erinnere, erinnerung, erinner
    cue me: mich
    cue must: unbedingt, zwingend
    cue ideally: idealerweise, möglichst
    cue urgent: dringend
    cue priority: priorität
    cue blocked: blockiert von, wartet auf
    cue workday: werktag, arbeitstag
    cue workday many: werktage, werktagen, arbeitstage, arbeitstagen, werktags
    cue hence: später
    cue floating: ortszeit
    cue enough: genug
    cue spring: frühling, frühjahr
    cue summer: sommer
    cue autumn: herbst
    cue winter: winter
    cue numbered: seite, seiten, kapitel, version, artikel, abschnitt, abschnitte, absatz, paragraph, paragraf, punkt, nummer, nr, aufgabe, aufgaben, übung, übungen, frage, fragen, abbildung, tabelle, raum, zimmer, folge, folgen, größe, band, maßstab, verhältnis, bewertung, note, bewerte, bewerten
    cue measure: tasse, tassen, liter, ml, cl, dl, gramm, kg, mg, cm, mm, km, zoll, meter, el, tl, esslöffel, teelöffel, pfund, dosis, tablette, tabletten, sterne, punkte, prozent, euro
    cue change: erhöhe, erhöhen, steigern, steigere, senken, senke, reduzieren, reduziere, kürzen, kürze, verringern, verringere, verlängern, verlängere
    cue function: ist, sind, mit, ohne, und, oder, weil, wenn, zu, zum, zur, bei, als, auf, nicht, bitte, per, über
    cue pronoun: ich, du, er, sie, wir, ihr
    cue ordinal: te, ten, ter
    every day 1: täglich
    every week 1: wöchentlich
    every month 1: monatlich
    every year 1: jährlich
    every month 3: vierteljährlich
    every hour 1: stündlich
    holiday newyear: neujahr, neujahrstag
    holiday epiphany: dreikönigstag, heilige drei könige
    holiday shrovemonday: rosenmontag
    holiday ashwednesday: aschermittwoch
    holiday goodfriday: karfreitag
    holiday easter: ostern, ostersonntag
    holiday eastermonday: ostermontag
    holiday mayday: tag der arbeit, maifeiertag
    holiday ascension: christi himmelfahrt, himmelfahrt, vatertag
    holiday pentecost: pfingsten, pfingstsonntag
    holiday whitmonday: pfingstmontag
    holiday corpuschristi: fronleichnam
    holiday assumption: mariä himmelfahrt
    holiday augsburg: augsburger friedensfest
    holiday childrensday: weltkindertag
    holiday germanunity: tag der deutschen einheit
    holiday halloween: halloween, reformationstag
    holiday allsaints: allerheiligen
    holiday stmartin: martinstag, sankt martin
    holiday repentance: buß- und bettag
    holiday deadsunday: totensonntag
    holiday advent: erster advent
    holiday secondadvent: zweiter advent
    holiday thirdadvent: dritter advent
    holiday fourthadvent: vierter advent
    holiday stnicholas: nikolaus, nikolaustag
    holiday christmaseve: heiligabend, heilig abend
    holiday christmas: weihnachten, erster weihnachtstag
    holiday boxing: zweiter weihnachtstag
    holiday newyearseve: silvester
    holiday mothers: muttertag
    holiday valentine: valentinstag
    holiday womensday: frauentag
    holiday walpurgis: walpurgisnacht

    """
}

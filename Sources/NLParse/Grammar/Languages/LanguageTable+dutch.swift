extension LanguageTable {
  /// Dutch: dates, times, durations and simple repetition.
  static let dutch: LanguageTable = {
    var table = LanguageTable(code: "nl", text: dutchWords)
    table.halfIsBefore = true
    table.dashesDates = true
    return table
  }()

  /// The words of Dutch.
  static let dutchWords = """
    month 1: januari, jan
    month 2: februari, feb
    month 3: maart, mrt
    month 4: april, apr
    month 5: mei
    month 6: juni, jun
    month 7: juli, jul
    month 8: augustus, aug
    month 9: september, sept, sep
    month 10: oktober, okt
    month 11: november, nov
    month 12: december, dec
    weekday 1: maandag, ma
    weekday 2: dinsdag, di
    weekday 3: woensdag, wo
    weekday 4: donderdag, do
    weekday 5: vrijdag, vr
    weekday 6: zaterdag, za
    weekday 7: zondag, zo
    weekday 1 uncertain: ma
    weekday 2 uncertain: di
    weekday 3 uncertain: wo
    weekday 4 uncertain: do
    weekday 5 uncertain: vr
    weekday 6 uncertain: za
    weekday 7 uncertain: zo
    weekday 1 many: maandagen
    weekday 2 many: dinsdagen
    weekday 3 many: woensdagen
    weekday 4 many: donderdagen
    weekday 5 many: vrijdagen
    weekday 6 many: zaterdagen
    weekday 7 many: zondagen
    number 1: één
    number 2: twee
    number 3: drie
    number 4: vier
    number 5: vijf
    number 6: zes
    number 7: zeven
    number 8: acht
    number 9: negen
    number 10: tien
    number 11: elf
    number 12: twaalf
    number 15: vijftien
    number 20: twintig
    number 30: dertig
    ordinal 1: eerste
    ordinal 2: tweede
    ordinal 3: derde
    ordinal 4: vierde
    ordinal 5: vijfde
    unit second many: seconden
    unit minute minutes: minuut, min, m
    unit minute many minutes: minuten
    unit hour oclock uhr: uur
    unit hour hour: u, h
    unit hour many: uren
    unit day: dag
    unit day many: dagen
    unit week: week
    unit week many: weken
    unit month: maand
    unit month many: maanden
    unit year: jaar
    unit year many: jaren
    unit weekend: weekend, weekeinde
    unit quarter: kwartaal
    part morning: ochtend, 's ochtends
    part afternoon: middag, 's middags
    part evening: avond, 's avonds
    part night: nacht, 's nachts
    part morning: vanochtend, vanmorgen
    day 0: vanochtend, vanmorgen
    part afternoon: vanmiddag
    day 0: vanmiddag
    part evening: vanavond
    day 0: vanavond
    part morning: morgenochtend
    day 1: morgenochtend
    part afternoon: morgenmiddag
    day 1: morgenmiddag
    part evening: morgenavond
    day 1: morgenavond
    day 0: vandaag
    day 1: morgen
    day 2: overmorgen
    day -1: gisteren
    day -2: eergisteren
    cue next: volgende, volgend
    cue coming: komende, aankomende, aanstaande
    cue last: vorige, vorig, afgelopen, laatste
    cue this: deze, dit
    cue of: van
    cue of the: van de, van het
    cue inside of: in
    cue inprefix past: over
    cue ago: geleden
    cue on: op, met
    cue the: de, het
    cue at: om, rond, @
    cue by: uiterlijk, uiterlijk op
    cue due: deadline
    cue before to: voor
    cue after: na
    cue from: van
    cue starting from: vanaf, met ingang van
    cue until to: tot, t/m, tot en met
    cue between: tussen
    cue and: en
    cue or: of
    cue for: gedurende
    cue during: tijdens
    cue takes: duurt, kost
    cue within: binnen
    cue every: elke, elk, iedere, ieder, om de
    cue other: andere
    cue times: keer
    cue except: behalve
    cue a: een
    cue half: half, halve, een half
    cue quarterhour: kwart, kwartier
    cue noon: twaalf uur 's middags
    cue midnight: middernacht
    cue about: ongeveer
    cue begin: begin
    cue end: eind, einde
    cue mid: midden
    cue now: nu
    cue few: paar, enkele
    cue remind: herinner
    cue me: mij, me
    cue urgent: dringend
    cue workday: werkdag
    cue workday many: werkdagen
    cue floating: lokale tijd
    cue enough: genoeg
    cue spring: lente, voorjaar
    cue summer: zomer
    cue autumn: herfst, najaar
    cue winter: winter
    cue numbered: pagina, hoofdstuk, hoofdstukken, versie, artikel, artikelen, sectie, paragraaf, regel, regels, stap, stappen, oefening, oefeningen, opgave, opgaven, vraag, vragen, figuur, tabel, kamer, aflevering, afleveringen, maat, niveau, deel, schaal, verhouding, nummer, nr, cijfer, beoordeel
    cue measure: kop, kopje, kopjes, liter, ml, cl, dl, gram, kg, mg, cm, mm, km, meter, eetlepel, eetlepels, theelepel, theelepels, dosis, tablet, tabletten, sterren, punten, euro
    cue change: verhoog, verhogen, verlaag, verlagen, verminder, verminderen, verleng, verlengen
    cue function: is, zijn, met, zonder, en, of, als, dat, die, te, aan, niet, bij
    cue pronoun: ik, jij, je, hij, zij, wij
    cue ordinal: e, ste, de
    every day 1: dagelijks
    every week 1: wekelijks
    every month 1: maandelijks
    every year 1: jaarlijks
    holiday christmas: kerstmis, kerst, eerste kerstdag
    holiday boxing: tweede kerstdag
    holiday newyear: nieuwjaar, nieuwjaarsdag
    holiday newyearseve: oudjaarsavond, oudjaar
    holiday easter: pasen
    holiday eastermonday: tweede paasdag
    holiday pentecost: pinksteren
    holiday stnicholas: sinterklaas

    """
}

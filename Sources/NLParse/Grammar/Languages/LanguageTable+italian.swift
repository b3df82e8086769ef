extension LanguageTable {
  /// Italian: dates, times, durations and simple repetition.
  static let italian: LanguageTable = {
    let table = LanguageTable(code: "it", text: italianWords)
    return table
  }()

  /// The words of Italian.
  static let italianWords = """
    month 1: gennaio, gen
    month 2: febbraio, feb
    month 3: marzo
    month 4: aprile, apr
    month 5: maggio, mag
    month 6: giugno, giu
    month 7: luglio, lug
    month 8: agosto, ago
    month 9: settembre, sett
    month 10: ottobre, ott
    month 11: novembre, nov
    month 12: dicembre, dic
    weekday 1: lunedì
    weekday 2: martedì
    weekday 3: mercoledì
    weekday 4: giovedì
    weekday 5: venerdì
    weekday 6: sabato
    weekday 7: domenica
    number 2: due
    number 3: tre
    number 4: quattro
    number 5: cinque
    number 6: sei
    number 7: sette
    number 8: otto
    number 9: nove
    number 10: dieci
    number 11: undici
    number 12: dodici
    number 15: quindici
    number 20: venti
    number 30: trenta
    ordinal 1: primo, prima
    ordinal 2: secondo, seconda
    ordinal 3: terzo, terza
    ordinal 4: quarto
    ordinal 5: quinto
    unit second many: secondi
    unit minute minutes: minuto, min, m
    unit minute many minutes: minuti
    unit hour: ora, h
    unit hour hour: h
    unit hour many: ore
    unit day: giorno
    unit day many: giorni
    unit week: settimana
    unit week many: settimane
    unit month: mese
    unit month many: mesi
    unit year: anno
    unit year many: anni
    unit weekend: fine settimana, weekend
    unit quarter: trimestre
    part morning: mattina, mattino, di mattina, del mattino
    part afternoon: pomeriggio, di pomeriggio, del pomeriggio
    part evening: sera, di sera
    part night: notte
    part evening: stasera
    day 0: stasera
    part morning: stamattina
    day 0: stamattina
    day 0: oggi
    day 1: domani
    day 2: dopodomani
    day -1: ieri
    day -2: l'altro ieri
    cue next: prossimo, prossima, prossimi
    cue last: scorso, scorsa, ultimo, ultima
    cue this: questo, questa
    cue of: di, d'
    cue of the: del, della
    cue inside of: in, nel
    cue inprefix: tra, fra, in
    cue ago: fa
    cue on the: il
    cue the: la, lo, i, le, gli, l'
    cue at: alle, all', verso le, a, @
    cue by: entro, entro il, per il
    cue before: prima di, prima del
    cue after: dopo
    cue past and: e
    cue from: da, dal, dalle, dalla
    cue starting from: a partire da, a partire dal
    cue until to: fino a, fino al
    cue to: alle, al, a
    cue between: tra, fra
    cue or: o
    cue for: per
    cue during: durante
    cue takes: dura, richiede
    cue every: ogni, tutti i, tutte le
    cue times: volte
    cue except: tranne, eccetto
    cue a: un, una, un'
    cue half: mezza, mezzo, mezz'ora
    cue quarterhour: quarto
    cue noon: mezzogiorno
    cue midnight: mezzanotte
    cue about: circa
    cue begin: inizio
    cue end: fine
    cue mid: metà
    cue now: adesso, ora
    cue few: alcuni, qualche
    cue remind: ricordami
    cue urgent: urgente
    cue workday: giorno feriale, giorno lavorativo
    cue workday many: giorni feriali, giorni lavorativi
    cue floating: ora locale
    cue spring: primavera
    cue summer: estate
    cue autumn: autunno
    cue winter: inverno
    cue numbered: pagina, pagine, capitolo, capitoli, versione, articolo, articoli, sezione, sezioni, paragrafo, paragrafi, riga, righe, passo, passi, esercizio, esercizi, problema, domanda, domande, figura, tabella, stanza, camera, episodio, episodi, taglia, livello, volume, scala, rapporto, numero, voto, valutare
    cue measure: tazza, tazze, litro, litri, ml, cl, dl, grammi, kg, mg, cm, mm, km, pollice, pollici, metro, metri, cucchiaio, cucchiai, dose, dosi, compressa, compresse, stelle, punti, euro
    cue change: aumentare, aumenta, ridurre, riduci, diminuire, diminuisci
    cue function: è, sono, con, senza, e, o, se, che, per, non, su
    cue pronoun: io, tu, lui, lei, noi, voi
    cue oclock: in punto
    every day 1: giornaliero, quotidianamente
    every week 1: settimanale, settimanalmente
    every month 1: mensile, mensilmente
    every year 1: annuale, annualmente
    holiday christmas: natale
    holiday christmaseve: vigilia di natale
    holiday easter: pasqua
    holiday eastermonday: pasquetta
    holiday newyear: capodanno
    holiday epiphany: epifania
    holiday assumption: ferragosto

    """
}

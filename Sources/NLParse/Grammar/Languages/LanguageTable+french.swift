extension LanguageTable {
  /// French: dates, times, durations and simple repetition.
  static let french: LanguageTable = {
    let table = LanguageTable(code: "fr", text: frenchWords)
    return table
  }()

  /// The words of French.
  static let frenchWords = """
    month 1: janvier, janv
    month 2: février, févr
    month 3: mars
    month 4: avril, avr
    month 5: mai
    month 6: juin
    month 7: juillet, juil
    month 8: août
    month 9: septembre, sept
    month 10: octobre, oct
    month 11: novembre, nov
    month 12: décembre, déc
    month 3 uncertain: mars
    weekday 1: lundi, lun
    weekday 2: mardi, mar
    weekday 3: mercredi, mer
    weekday 4: jeudi, jeu
    weekday 5: vendredi, ven
    weekday 6: samedi, sam
    weekday 7: dimanche, dim
    weekday 2 uncertain: mar
    weekday 3 uncertain: mer
    weekday 4 uncertain: jeu
    weekday 1 many: lundis
    weekday 2 many: mardis
    weekday 3 many: mercredis
    weekday 4 many: jeudis
    weekday 5 many: vendredis
    weekday 6 many: samedis
    weekday 7 many: dimanches
    number 2: deux
    number 3: trois
    number 4: quatre
    number 5: cinq
    number 6: six
    number 7: sept
    number 8: huit
    number 9: neuf
    number 10: dix
    number 11: onze
    number 12: douze
    number 15: quinze
    number 20: vingt
    number 30: trente
    ordinal 1: premier, première
    ordinal 2: deuxième, second, seconde
    ordinal 3: troisième
    ordinal 4: quatrième
    ordinal 5: cinquième
    unit second: sec
    unit second many: secondes
    unit minute minutes: minute, min, m
    unit minute many minutes: minutes
    unit hour hour: h
    unit hour oclock: heure
    unit hour many oclock: heures
    unit day: jour, j, journée
    unit day many: jours
    unit week: semaine, sem
    unit week many: semaines
    unit month: mois
    unit year: an, année
    unit year many: ans, années
    unit weekend: week-end, weekend
    unit quarter: trimestre
    part morning: matin, matinée
    part afternoon: après-midi, aprem
    part evening: soir, soirée
    part night: nuit
    part evening: ce soir
    day 0: ce soir
    part morning: ce matin
    day 0: ce matin
    part afternoon: cet après-midi
    day 0: cet après-midi
    day 0: aujourd'hui
    day 1: demain
    day 2: après-demain
    day -1: hier
    day -2: avant-hier
    cue next: prochain, prochaine, prochains
    cue last: dernier, dernière, passé, passée
    cue this: ce, cet, cette
    cue of: de, d'
    cue of the: du
    cue inside of: en, au mois de
    cue inprefix: dans, d'ici
    cue agoprefix: il y a
    cue on the: le
    cue the: la, les, l'
    cue at: à, vers, @
    cue by: d'ici, d'ici à, avant le, pour le, au plus tard
    cue due: pour
    cue before: avant
    cue after past: après
    cue from: de, dès
    cue starting from: à partir de, à partir du, à compter de, depuis
    cue until: jusqu'à, jusqu'au
    cue to: à, au
    cue between: entre
    cue and: et
    cue or: ou
    cue for: pendant, durant
    cue takes: prend, dure
    cue every: chaque, tous les, toutes les
    cue times: fois
    cue except: sauf
    cue a: un, une
    cue half: demi, demie, demi-heure
    cue quarterhour: quart
    cue noon: midi
    cue midnight: minuit
    cue about: environ
    cue begin: début
    cue end: fin
    cue mid: mi
    cue now: maintenant
    cue few: quelques
    cue remind: rappelle, rappel
    cue me: moi
    cue urgent: urgent
    cue workday: jour ouvré, jour ouvrable
    cue workday many: jours ouvrés, jours ouvrables
    cue floating: heure locale
    cue spring: printemps
    cue summer uncertain: été
    cue autumn: automne
    cue winter: hiver
    cue numbered: page, pages, chapitre, chapitres, version, article, articles, section, sections, paragraphe, paragraphes, ligne, lignes, étape, étapes, exercice, exercices, problème, question, questions, figure, tableau, salle, chambre, épisode, épisodes, taille, niveau, volume, tome, échelle, ratio, numéro, note, noter
    cue measure: tasse, tasses, litre, litres, ml, cl, dl, gramme, grammes, kg, mg, cm, mm, km, pouce, pouces, mètre, mètres, cuillère, cuillères, dose, doses, comprimé, comprimés, étoiles, points, euros
    cue change: augmenter, augmente, réduire, réduis, diminuer, diminue, baisser, baisse
    cue function: est, sont, avec, sans, et, ou, si, que, qui, pour, par, sur, chez, ne, pas
    cue pronoun: je, tu, il, elle, nous, vous, ils
    cue ordinal: er, e, ème, re
    every day 1: quotidien, quotidiennement
    every week 1: hebdomadaire
    every month 1: mensuel, mensuellement
    every year 1: annuel, annuellement
    holiday christmas: noël
    holiday christmaseve: réveillon de noël
    holiday easter: pâques
    holiday newyear: nouvel an, jour de l'an
    holiday newyearseve: saint-sylvestre
    holiday mayday: fête du travail
    holiday allsaints: toussaint
    holiday pentecost: pentecôte
    holiday ascension: ascension

    """
}

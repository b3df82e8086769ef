extension LanguageTable {
  /// Spanish: dates, times, durations and simple repetition.
  static let spanish: LanguageTable = {
    let table = LanguageTable(code: "es", text: spanishWords)
    return table
  }()

  /// The words of Spanish.
  static let spanishWords = """
    month 1: enero, ene
    month 2: febrero, feb
    month 3: marzo
    month 4: abril, abr
    month 5: mayo
    month 6: junio, jun
    month 7: julio, jul
    month 8: agosto, ago
    month 9: septiembre, sept, setiembre
    month 10: octubre, oct
    month 11: noviembre, nov
    month 12: diciembre, dic
    weekday 1: lunes
    weekday 2: martes
    weekday 3: miércoles
    weekday 4: jueves
    weekday 5: viernes
    weekday 6: sábado
    weekday 7: domingo
    weekday 6 many: sábados
    weekday 7 many: domingos
    number 2: dos
    number 3: tres
    number 4: cuatro
    number 5: cinco
    number 6: seis
    number 7: siete
    number 8: ocho
    number 9: nueve
    number 10: diez
    number 11: once
    number 12: doce
    number 15: quince
    number 20: veinte
    number 30: treinta
    ordinal 1: primer, primero, primera
    ordinal 2: segundo, segunda
    ordinal 3: tercer, tercero, tercera
    ordinal 4: cuarto
    ordinal 5: quinto
    unit second: seg
    unit second many: segundos
    unit minute minutes: minuto, min, m
    unit minute many minutes: minutos
    unit hour: hora, h
    unit hour hour: h
    unit hour many: horas
    unit day: día
    unit day many: días
    unit week: semana
    unit week many: semanas
    unit month: mes
    unit month many: meses
    unit year: año
    unit year many: años
    unit weekend: fin de semana
    unit quarter: trimestre
    part morning: por la mañana, de la mañana, esta mañana
    day 0: esta mañana
    part afternoon: tarde, por la tarde, de la tarde
    part afternoon: esta tarde
    day 0: esta tarde
    part evening: noche, por la noche, de la noche
    part evening: esta noche
    day 0: esta noche
    day 0: hoy
    day 1: mañana
    day 2: pasado mañana
    day -1: ayer
    day -2: anteayer, antes de ayer
    cue next: próximo, próxima, que viene, siguiente
    cue last: último, última, pasado, pasada
    cue this: este, esta
    cue of: de
    cue of the: del
    cue inside of inprefix: en
    cue inprefix: dentro de
    cue agoprefix: hace
    cue on the: el
    cue the: la, los, las, lo
    cue at: a las, a la, sobre las, al, @
    cue by: para el, para, antes del, a más tardar
    cue before: antes de, antes
    cue after: después de, después del, después
    cue past and: y
    cue from: de, desde
    cue starting from: desde el, a partir del, a partir de
    cue until: hasta, hasta el
    cue to: a
    cue between: entre
    cue or: o
    cue for: durante, por
    cue takes: dura, tarda
    cue every: cada, todos los, todas las, todo
    cue times: veces
    cue except: excepto, salvo
    cue a: un, una
    cue half: media, medio
    cue quarterhour: cuarto
    cue noon: mediodía
    cue midnight: medianoche
    cue about: aproximadamente
    cue begin: principios, comienzo, inicio
    cue end: fin, finales
    cue mid: mediados
    cue now: ahora
    cue few: unos, unas, algunos
    cue remind: recuérdame
    cue urgent: urgente
    cue workday: día laborable, día hábil
    cue workday many: días laborables, días hábiles
    cue floating: hora local
    cue spring: primavera
    cue summer: verano
    cue autumn: otoño
    cue winter: invierno
    cue numbered: página, páginas, capítulo, capítulos, versión, artículo, artículos, sección, secciones, párrafo, párrafos, línea, líneas, paso, pasos, ejercicio, ejercicios, problema, pregunta, preguntas, figura, tabla, sala, habitación, episodio, episodios, talla, nivel, volumen, tomo, escala, proporción, número, nota, puntuar
    cue measure: taza, tazas, litro, litros, ml, cl, dl, gramos, kg, mg, cm, mm, km, pulgada, pulgadas, metro, metros, cucharada, cucharadas, dosis, pastilla, pastillas, estrellas, puntos, euros
    cue change: aumentar, aumenta, reducir, reduce, disminuir, incrementar, incrementa
    cue function: es, son, con, sin, y, o, si, que, por, para, no, en, de
    cue pronoun: yo, tú, él, ella, nosotros
    cue oclock: horas
    every day 1: diario, diariamente, a diario
    every week 1: semanal, semanalmente
    every month 1: mensual, mensualmente
    every year 1: anual, anualmente
    holiday christmas: navidad
    holiday christmaseve: nochebuena
    holiday newyear: año nuevo
    holiday newyearseve: nochevieja
    holiday epiphany: día de reyes
    holiday goodfriday: viernes santo

    """
}

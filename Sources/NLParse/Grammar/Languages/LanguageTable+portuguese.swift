extension LanguageTable {
  /// Portuguese: dates, times, durations and simple repetition.
  static let portuguese: LanguageTable = {
    let table = LanguageTable(code: "pt", text: portugueseWords)
    return table
  }()

  /// The words of Portuguese.
  static let portugueseWords = """
    month 1: janeiro, jan
    month 2: fevereiro, fev
    month 3: março
    month 4: abril, abr
    month 5: maio
    month 6: junho, jun
    month 7: julho, jul
    month 8: agosto, ago
    month 9: setembro, set
    month 10: outubro, out
    month 11: novembro, nov
    month 12: dezembro, dez
    weekday 1: segunda-feira, segunda
    weekday 2: terça-feira, terça
    weekday 3: quarta-feira, quarta
    weekday 4: quinta-feira, quinta
    weekday 5: sexta-feira, sexta
    weekday 6: sábado
    weekday 7: domingo
    weekday 1 many: segundas, segundas-feiras
    weekday 2 many: terças
    weekday 3 many: quartas
    weekday 4 many: quintas
    weekday 5 many: sextas
    weekday 6 many: sábados
    weekday 7 many: domingos
    number 2: dois, duas
    number 3: três
    number 4: quatro
    number 5: cinco
    number 6: seis
    number 7: sete
    number 8: oito
    number 9: nove
    number 10: dez
    number 11: onze
    number 12: doze
    number 15: quinze
    number 20: vinte
    number 30: trinta
    ordinal 1: primeiro, primeira
    ordinal 2: segundo
    ordinal 3: terceiro, terceira
    ordinal 4: quarto
    ordinal 5: quinto
    unit second many: segundos
    unit minute minutes: minuto, min, m
    unit minute many minutes: minutos
    unit hour: hora
    unit hour hour: h
    unit hour many: horas
    unit day: dia
    unit day many: dias
    unit week: semana
    unit week many: semanas
    unit month: mês
    unit month many: meses
    unit year: ano
    unit year many: anos
    unit weekend: fim de semana
    unit quarter: trimestre
    part morning: manhã, de manhã, da manhã
    part afternoon: tarde, à tarde, da tarde
    part evening: noite, à noite, da noite
    part evening: hoje à noite, esta noite
    day 0: hoje à noite, esta noite
    day 0: hoje
    day 1: amanhã
    day 2: depois de amanhã
    day -1: ontem
    day -2: anteontem
    cue next: próximo, próxima, que vem, seguinte
    cue last: último, última, passado, passada
    cue this: este, esta, neste, nesta
    cue of: de
    cue of the: do, da
    cue inside of inprefix: em
    cue inprefix: daqui a, dentro de
    cue agoprefix: há, faz
    cue ago: atrás
    cue on the: no, na, dia, no dia, nos
    cue the: o, a, os, as
    cue at: às, à, ao, pelas, @
    cue by: para, até
    cue until to: até, até o
    cue before: antes de, antes da, antes do
    cue after: depois de, após
    cue past and: e
    cue from: de, das, desde
    cue starting from: a partir de, a partir da
    cue to: às, a
    cue between: entre
    cue or: ou
    cue for: por, durante
    cue takes: dura, demora
    cue every: cada, a cada, todo, toda, todos os, todas as
    cue times: vezes
    cue except: exceto, menos
    cue a: um, uma
    cue half: meia, meio
    cue quarterhour: quarto
    cue noon: meio-dia
    cue midnight: meia-noite
    cue about: cerca de
    cue begin: início, começo
    cue end: fim, final
    cue mid: meados
    cue now: agora
    cue few: alguns, algumas
    cue remind: lembre, lembrar
    cue urgent: urgente
    cue workday: dia útil
    cue workday many: dias úteis
    cue floating: hora local
    cue spring: primavera
    cue summer: verão
    cue autumn: outono
    cue winter: inverno
    cue numbered: página, páginas, capítulo, capítulos, versão, artigo, artigos, seção, seções, secção, parágrafo, parágrafos, linha, linhas, passo, passos, exercício, exercícios, problema, questão, pergunta, perguntas, figura, tabela, sala, episódio, episódios, tamanho, nível, volume, escala, número, nota, avaliar
    cue measure: xícara, xícaras, chávena, litro, litros, ml, cl, dl, gramas, kg, mg, cm, mm, km, polegada, polegadas, metro, metros, colher, colheres, dose, doses, comprimido, comprimidos, estrelas, pontos, euros
    cue change: aumentar, aumente, reduzir, reduza, diminuir, diminua
    cue function: é, são, com, sem, e, ou, se, que, por, para, não
    cue pronoun: eu, tu, ele, ela, nós, você
    cue oclock: horas
    every day 1: diariamente, diário
    every week 1: semanalmente, semanal
    every month 1: mensalmente, mensal
    every year 1: anualmente, anual
    holiday christmas: natal
    holiday christmaseve: véspera de natal
    holiday newyear: ano novo
    holiday easter: páscoa
    holiday goodfriday: sexta-feira santa

    """
}

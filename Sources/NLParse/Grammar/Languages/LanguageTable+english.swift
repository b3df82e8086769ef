extension LanguageTable {
  /// English, complete.
  static let english: LanguageTable = {
    var table = LanguageTable(code: "en", text: englishWords + englishGlue + englishHolidays)
    table.usesFullDay = false
    return table
  }()

  /// Months, weekdays, numbers, units, parts of the day, zones.
  static let englishWords = """
    month 1: january, jan
    month 2: february, feb, febr
    month 3 uncertain: march, mar
    month 4 name: april, apr
    month 5 uncertain name: may
    month 6 name: june, jun
    month 7: july, jul
    month 8 name: august, aug
    month 9: september, sept, sep
    month 10: october, oct
    month 11: november, nov
    month 12: december
    month 12 uncertain: dec
    weekday 1: monday, mon
    weekday 2: tuesday, tues, tue
    weekday 3 uncertain: wed
    weekday 3: wednesday, weds, wednes
    weekday 4: thursday, thurs, thur, thu
    weekday 5: friday, fri
    weekday 6: saturday
    weekday 6 uncertain: sat
    weekday 7: sunday
    weekday 7 uncertain: sun
    weekday 1 many: mondays, mons
    weekday 2 many: tuesdays
    weekday 3 many: wednesdays
    weekday 4 many: thursdays
    weekday 5 many: fridays
    weekday 6 many: saturdays
    weekday 7 many: sundays
    number 0: zero
    number 1: one
    number 2: two
    number 3: three
    number 4: four
    number 5: five
    number 6: six
    number 7: seven
    number 8: eight
    number 9: nine
    number 10: ten
    number 11: eleven
    number 12: twelve
    number 13: thirteen
    number 14: fourteen
    number 15: fifteen
    number 16: sixteen
    number 17: seventeen
    number 18: eighteen
    number 19: nineteen
    number 20: twenty
    number 30: thirty
    number 40: forty
    number 50: fifty
    number 60: sixty
    number 70: seventy
    number 80: eighty
    number 90: ninety
    number 100: hundred
    number 1000: thousand
    number 12: dozen
    ordinal 1: first
    ordinal 2: second
    ordinal 3: third
    ordinal 4: fourth
    ordinal 5: fifth
    ordinal 6: sixth
    ordinal 7: seventh
    ordinal 8: eighth
    ordinal 9: ninth
    ordinal 10: tenth
    ordinal 11: eleventh
    ordinal 12: twelfth
    ordinal 13: thirteenth
    ordinal 14: fourteenth
    ordinal 15: fifteenth
    ordinal 16: sixteenth
    ordinal 17: seventeenth
    ordinal 18: eighteenth
    ordinal 19: nineteenth
    ordinal 20: twentieth
    ordinal 30: thirtieth
    cue ordinal: st, nd, rd, th
    unit second: second, sec, s
    unit second many: seconds, secs
    unit minute minutes: minute, min, m
    unit minute many minutes: minutes, mins
    unit hour hour: h
    unit hour: hour, hr
    unit hour many: hours, hrs
    unit day: day, d
    unit day many: days
    unit night many: nights
    unit weekend: weekend, week-end, week - end, week end
    unit weekend many: weekends, week-ends
    unit week: week, wk, w
    unit week many: weeks, wks
    unit fortnight: fortnight
    unit fortnight many: fortnights
    unit month: month, mth, mo
    unit month many: months, mths, mos
    unit quarter quarterhour: quarter
    unit quarter: qtr, qrt, q
    unit quarter many quarterhour: quarters
    unit quarter many: qtrs
    unit season: season
    unit season many: seasons
    unit year: year, yr, y
    unit year many: years, yrs
    unit decade: decade
    unit decade many: decades
    unit century: century
    unit century many: centuries
    part morning: morning, morn
    part lunch meal: lunch
    part lunch: lunchtime, lunch time
    part afternoon: afternoon, aft
    part evening: evening, eve, dinnertime, dinner time
    part evening: tonight, tonite, 2nite
    day 0: tonight, tonite, 2nite
    day 2: day after tomorrow, the day after tomorrow
    day -2: day before yesterday, the day before yesterday
    part night: night, nite, nighttime, night-time, night - time
    part morning many: mornings
    part afternoon many: afternoons
    part evening many: evenings
    day 0: today, todays, today's, tod, otd
    day 1: tomorrow, tomorrows, tomorrow's, tmrw, tmr, tomorow, tommorow, tommorrow, 2morrow
    day 1 uncertain: tom
    day -1: yesterday, yesterday's
    day 2: overmorrow
    zone 0: gmt, utc, wet, z
    zone 60: bst, cet, west
    zone 120: cest, eet
    zone 180: msk, eest
    zone -300: est
    zone -240: edt
    zone -360: cst
    zone -300: cdt
    zone -420: mst
    zone -360: mdt
    zone -480: pst, pt
    zone -420: pdt
    zone -540: akst
    zone -600: hst
    zone 330: ist
    zone 540: jst, kst
    zone 600: aest
    zone 660: aedt
    zone 720: nzst
    zone 780: nzdt

    """

  /// Words that join and turn phrases of time.
  static let englishGlue = """
    cue next: next, nxt
    cue last: last, past, previous, prev, preceding
    cue this: this, current, present
    cue coming: coming, upcoming
    cue following next: following
    cue of: of
    cue inside of inprefix: in, inside
    cue on: on
    cue at: at, @
    cue by: by, no later than, not later than, latest by
    cue due: due, due on, due by, due at, deadline, due date
    cue before: before, prior to, earlier than, ahead of
    cue after: after, later than, more than
    cue from: from
    cue since starting: since
    cue until: until, till, til, untill, 'til, up to, up until, as late as, thro
    cue through: through, thru
    cue to: to
    cue between: between, in between
    cue and: and, &, plus
    cue or: or
    cue for: for
    cue within: within
    cue during: during, over, throughout
    cue takes: takes, take, lasts, last for, lasting, takes about, needs, requires, took, lasted
    cue ago: ago, back
    cue ago before: earlier
    cue later: later, afterwards, afterward
    cue hence: hence, out, from now, time, from right now
    cue every: every, each, ev, every single
    cue other: other, alternate
    cue once: once
    cue twice: twice
    cue times: times, x, occurrences, occurrence, repetitions, time
    cue starting: starting, beginning, starts, commencing, effective, as of, starting from, starting on, beginning on, as early as, beginning in, starting in, starting at
    cue except: except, excluding, but not, except for, except on, excepting, unless
    cue the: the
    cue a: a, an
    cue am: am, a m, a.m., a.m, a . m ., a . m, ante meridiem
    cue pm: p, pm, p m, p.m., p.m, p . m ., p . m, post meridiem
    cue oclock: o'clock, oclock, o clock
    cue half: half
    cue past: past, after
    cue noon: noon, midday, mid day, noontime, mid-day, mid - day
    cue midnight: midnight, mid night, mid-night
    cue ish: ish, ish.
    cue about: about, around, approximately, roughly, circa, approx, exactly, sharp, at around, at about, sometime, some time, anytime, sometime around, any time
    cue begin: beginning, begin, start, beginning of, start of
    cue end: end, ending
    cue mid: mid, middle
    cue early: early, earlier
    cue late: late, later
    cue rest: rest, remainder
    cue eod: eod, cob, eob, close of business, end of business, end of business day
    cue eow: eow
    cue eom: eom
    cue eoy: eoy
    cue bom: bom
    cue business: business, working, work, bus
    cue now: now, right now, asap, at the moment, atm, immediately, just now, at this moment, as soon as possible, at the present time, at this time
    cue all: all, whole, entire, full
    cue more: more, additional, extra, another, less, fewer
    cue few: few, several, some
    cue couple: couple, couple of
    cue bc: bc, b.c., b.c, bce
    cue ad: ad, a.d., a.d, ce
    cue be: be
    cue remind: remind, reminder, alert, notify
    cue me: me
    cue must: must, hard, strictly
    cue ideally: ideally, preferably, hopefully, soft
    cue deadline: deadline
    cue priority: priority, prio
    cue urgent: urgent, urgently
    cue blocked: blocked by, depends on, dependent on, waiting on, waiting for, blocked on
    cue workday: weekday, workday, working day, business day, work day, week day
    cue workday many: weekdays, workdays, working days, business days, work days, week days
    cue completion: after completion, when done, from completion, after done, once done, after completing, after finishing
    cue todate: to date, till date, current date
    cue instance: instance, instances
    cue schoolnight: after school, after work
    cue floating: floating, floating time, local time, wherever i am
    cue enough: enough, sufficient, plenty
    cue spring uncertain: spring
    cue summer: summer
    cue autumn: autumn
    cue autumn uncertain: fall
    cue winter: winter
    cue function: due to
    every day 1: daily, everyday, nightly
    every week 1: weekly
    every month 1: monthly
    every year 1: yearly, annually, annual, each year
    every month 3: quarterly
    every week 2: biweekly, bi-weekly, bi - weekly, fortnightly
    every month 2: bimonthly, bi-monthly, bi - monthly
    every year 2: biennial, biennially
    every month 6: semiannually, semi-annually, biannually, half-yearly
    every hour 1: hourly
    cue function: is, are, was, were, be, been, with, without, and, or, but, so, because, while, when, if, then, as, than, that, which, who, where, not, will, would, should, can, could, has, have, had, does, do, did, via, per, about, please, starting, ending, work, works, ok, okay, fine, shouldn't, won't, doesn't, don't, must, may, might
    cue pronoun: i, you, he, she, we, they, it, i'll, we'll, i'm, let's, this, who, one, it'll, they'll, there
    cue numbered: page, pages, pp, pg, chapter, chapters, ch, version, versions, v, section, sections, article, articles, paragraph, paragraphs, verse, verses, line, lines, step, steps, exercise, exercises, problem, problems, question, questions, figure, fig, table, room, track, episode, episodes, size, level, volume, vol, scale, ratio, fraction, score, scored, scoring, rate, rated, rating, grade, graded, odds
    cue measure: cup, cups, tsp, tbsp, teaspoon, teaspoons, tablespoon, tablespoons, ounce, ounces, oz, pound, pounds, lb, lbs, gallon, gallons, pint, pints, quart, quarts, liter, liters, litre, litres, ml, cl, dl, gram, grams, kg, mg, cm, mm, km, inch, inches, foot, feet, ft, yard, yards, mile, miles, acre, acres, dose, doses, tablet, tablets, pill, pills, slice, slices, star, stars, point, points
    cue change: increase, increases, increasing, raise, raises, raising, reduce, reduces, reducing, decrease, decreases, decreasing, grow, grows, boost, shrink, multiply, divide, extend, shorten, scale
    cue verb: read, ask, watch, call, meet, email, see, tell, buy, fix, write, sat

    """
}

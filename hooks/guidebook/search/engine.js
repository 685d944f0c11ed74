// A search engine that knows Finnish. It knows nothing of the site's theme: give it the table that table.py wrote and the
// sections of the pages, ask with search(query), and show what it finds with marked(html, found.forms).
//
// A word that is asked for becomes a set of the guide's own word forms, each with a weight: the form itself, its other
// inflections, compounds it is part of, words of the same root, words it begins. Only when all that is empty does a
// resemblance count. Sections are then weighed by the forms they hold.

const FinnishSearch = (() => {
  "use strict"

  // How much a match weighs beside the very form that was typed.
  const WEIGHT = {
    exact: 1, folded: .96, inflected: .9, guessed: .85, nextGuess: .5, otherReading: .45, otherDots: .5,
    begun: .7, goesOn: .6, unfinished: .25, part: .8, parts: .7, halfKnown: .4, root: .2, sameStem: .6, kin: .15, near: .8,
    synonym: .5, nearSynonym: .25, onlySynonym: .9, onlyNearSynonym: .5 // "only": of a word that the guide itself lacks
  }
  const FIELD = { title: 3, text: 1, page: .8, pageOfOne: .3 }
  const FUNCTION_WORD = .08 // of a word's weight in the query
  const VERB = .45
  const COVERAGE = 2 // exponent: a section that lacks words of the query falls this fast
  const KEEP = .22 // a section stays in its page's group down to this share of the best in it
  const BEST = 6 // sections of all: beside its best section a page shows those that are among these
  const REPEATED = .3 // exponent: a title counts less the more sections have it
  const NOWHERE = 2 // the rarity of a word that no section has
  const MOST_BLOCKS = 2 // paragraphs, lists or tables of a section that are shown
  const MARKED = .65 // a form is marked down to this share of the best in its section
  const ROOTED = .7 // share of a form that must be typed before it stands for its word
  const LONGEST_ENDING = 9
  const MOST_GUESSES = 4
  const BASE36 = 36

  const SIGNS = /<[^>]*>|&#?\w+;|[\p{L}\p{N}]+(?:[:'’][\p{L}]+)*/gu // tags and entities are passed over
  const TAGS = /<(\/?)[^>]*>/g
  const CLITIC = /(?:ko|han|kin|kaan|pa)$/
  const POSSESSIVE = /(?:ni|si|nsa|mme|nne)$/
  const matches = (sign, text) => { // by exec, for older telephones
    const found = []
    sign.lastIndex = 0
    for (let match = sign.exec(text); match; match = sign.exec(text)) found.push(match)
    return found
  }
  const isWord = sign => sign[0] !== "<" && sign[0] !== "&"
  const lower = word => word.toLowerCase().replace(/’/g, "'")
  const fold = word => /^[a-z0-9]*$/.test(word) ? word : word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  const wordsOf = text => (text.match(SIGNS) || []).filter(isWord).map(lower)

  const push = (map, key, value) => {
    const list = map.get(key)
    if (list) list.push(value)
    else map.set(key, [value])
  }
  const lastOf = list => list[list.length - 1]
  const raise = (map, key, weight) => { if (weight > (map.get(key) || 0)) map.set(key, weight) }

  // The number of letters to add, drop, change or swap, or limit + 1 when it is more than the limit.
  const distance = (one, other, limit) => {
    if (Math.abs(one.length - other.length) > limit) return limit + 1
    let before = [], last = Array.from({ length: other.length + 1 }, (_, i) => i)
    for (let i = 1; i <= one.length; i++) {
      const row = [i]
      let least = i
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1]
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1)
        if (row[j] < least) least = row[j]
      }
      if (least > limit) return limit + 1
      before = last
      last = row
    }
    return last[other.length]
  }

  // Which letters a word has, as bits: words whose bits differ much are not near each other.
  const letters = word => {
    let bits = 0
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 31)
    return bits
  }
  const count = bits => {
    let ones = 0
    for (; bits; bits &= bits - 1) ones++
    return ones
  }

  // Pairs of letters, those of the word's ends with a space; and the share of them that two words have in common, 0…1.
  const pairsOf = word => Array.from({ length: word.length + 1 }, (_, i) => (word[i - 1] || " ") + (word[i] || " "))
  const likeness = (pairs, other) =>
    2 * pairsOf(other).filter(pair => pairs.has(pair)).length / (pairs.size + other.length + 1)

  // The outermost elements of a section's HTML as [from, to]; text outside of any is a block of its own.
  const blocksOf = html => {
    const blocks = []
    let depth = 0, from = 0
    const end = at => {
      if (html.slice(from, at).trim()) blocks.push([from, at])
      from = at
    }
    for (const tag of matches(TAGS, html)) {
      if (!tag[1] && depth++ === 0) end(tag.index)
      if (tag[1] && --depth === 0) end(tag.index + tag[0].length)
    }
    end(html.length)
    return blocks
  }

  // The first place in an ascending list that is not under a limit.
  const firstFrom = (numbers, limit) => {
    let low = 0, high = numbers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (numbers[middle] < limit) low = middle + 1
      else high = middle
    }
    return low
  }

  class FinnishSearch {
    // table: what table.py wrote; docs: [{ location, title, text, boost }], title and text as HTML. The section of a page
    // that has no "#" in its location is the page's own.
    constructor(table, docs) {
      this.docs = docs
      this.forms = [] // { word, key, lemmas, places }
      this.lemmas = [] // { word, key, parts, roots, forms, plain }
      this.formOf = new Map() // word → number of the form
      this.entries = new Map() // word without dots → { forms, lemmas, within, derived }: numbers
      this.readLemmas(table.lemmas)
      this.rules = new Map(table.rules.split("\n").map(line => {
        const [ending, ...bases] = line.split(" ")
        return [ending, bases.map(told => {
          const verb = told.endsWith("~"), base = verb ? told.slice(0, -1) : told
          return { base: base === "-" ? "" : base, verb }
        })]
      }))
      this.readDocs(docs)
      this.keys = [...this.entries.keys()].sort()
      this.bits = this.keys.map(letters)
      this.readSynonyms(table.synonyms)
      this.known = new Map() // what a query's words have been found to mean
    }

    entry(key) {
      let found = this.entries.get(key)
      if (!found) this.entries.set(key, found = { forms: [], lemmas: [], within: [], derived: [] })
      return found
    }

    form(word) {
      let number = this.formOf.get(word)
      if (number === undefined) {
        number = this.forms.length
        const key = fold(word)
        this.formOf.set(word, number)
        this.forms.push({ word, key, lemmas: [], places: [] })
        this.entry(key).forms.push(number)
      }
      return number
    }

    // A basic form; `parts` are those it can be found by, `pieces` those that it is made of.
    lemma(word, pieces, parts, roots, kind) {
      const number = this.lemmas.length, key = fold(word)
      this.lemmas.push({ word, key, pieces, roots, forms: [], plain: kind.includes("!"), verb: kind.includes("~") })
      this.entry(key).lemmas.push(number)
      if (pieces.length > 1) for (const part of new Set(parts)) this.entry(part).within.push(number)
      for (const root of roots) this.entry(root).derived.push(number)
      return number
    }

    readLemmas(lines) {
      for (const line of lines.split("\n")) {
        const [head, forms] = line.split("\t")
        const kind = /[~!]*$/.exec(head)[0]
        const [compound, ...roots] = head.slice(0, head.length - kind.length).split("<")
        const pieces = compound.split("|").map(piece => piece.split("="))
        const word = pieces.map(piece => piece[0]).join("")
        const own = pieces.map(piece => fold(lastOf(piece))), parts = [...own]
        // Of a compound of three parts or more, each run of them is a part too: asiantuntija in asiantuntijaviestintä.
        for (let from = 0; from < pieces.length; from++)
          for (let to = from + 1; to < pieces.length; to++)
            if (to - from + 1 < pieces.length)
              parts.push(fold(pieces.slice(from, to).map(piece => piece[0]).join("") + lastOf(pieces[to])))
        const number = this.lemma(word, own, parts, roots.map(fold), kind)
        for (const told of forms ? forms.split(" ") : []) {
          const form = this.form(word.slice(0, word.length - parseInt(told[0], BASE36)) + told.slice(1))
          this.lemmas[number].forms.push(form)
          this.forms[form].lemmas.push(number)
        }
      }
    }

    readDocs(docs) {
      const pages = new Map()
      this.pages = docs.map((doc, number) => {
        const page = doc.location.split("#")[0]
        if (!pages.has(page)) pages.set(page, number)
        return pages.get(page)
      })
      this.sections = new Map() // page → its sections, itself among them
      this.pages.forEach((page, number) => push(this.sections, page, number))
      const note = (text, number, field) => {
        const signs = matches(SIGNS, text).filter(sign => isWord(sign[0]))
        const found = { at: new Uint32Array(signs.length), form: new Uint32Array(signs.length) }
        signs.forEach((sign, i) => {
          const own = this.form(lower(sign[0])), form = this.forms[own]
          if (!form.lemmas.length) form.lemmas.push(this.adopt(form))
          let place = form.places[form.places.length - 1]
          if (!place || place.doc !== number) form.places.push(place = { doc: number, title: 0, text: 0 })
          place[field]++
          found.at[i] = sign.index
          found.form[i] = own
        })
        return found
      }
      this.titles = docs.map((doc, number) => note(doc.title, number, "title"))
      this.texts = docs.map((doc, number) => note(doc.text, number, "text"))
      this.lengths = this.texts.map(text => text.at.length)
      const same = new Map()
      for (const doc of docs) same.set(doc.title, (same.get(doc.title) || 0) + 1)
      this.telling = docs.map(doc => Math.pow(same.get(doc.title), -REPEATED)) // "Vinkit" on every page tells little
      this.mean = this.lengths.reduce((sum, length) => sum + length, 0) / (docs.length || 1) || 1
    }

    // A word that the table does not know is its own basic form.
    adopt(form) {
      const number = this.lemma(form.word, [form.key], [], [], "")
      this.lemmas[number].forms.push(this.formOf.get(form.word))
      return number
    }

    readSynonyms(lines) {
      this.synonyms = new Map() // first base form of a phrase → [{ phrase, others }]
      for (const line of lines ? lines.split("\n") : []) {
        const same = line.includes("=")
        const phrases = line.split(/[=~]/).map(phrase => phrase.split(" ").map(fold))
        for (const phrase of phrases)
          push(this.synonyms, phrase[0], { phrase, same, others: phrases.filter(other => other !== phrase) })
      }
    }

    // What a word means

    // The base forms a word may have, with their weights: the table's own for a known form, else by the rules.
    bases(word, key) {
      const found = new Map()
      const entry = this.entries.get(key)
      if (entry) {
        for (const number of entry.lemmas) raise(found, this.lemmas[number].key, 1)
        for (const number of entry.forms) {
          const form = this.forms[number]
          const same = form.word === word || !entry.forms.some(other => this.forms[other].word === word)
          // mediaani is hardly "my media", though it could be.
          const weight = !same ? WEIGHT.otherDots : entry.lemmas.length ? WEIGHT.otherReading : WEIGHT.inflected
          for (const lemma of form.lemmas) raise(found, this.lemmas[lemma].key, weight)
        }
        if (!found.size && entry.within.length) raise(found, key, 1)
      }
      if (!found.size) this.guess(key, found)
      return found
    }

    // By the rules: of the base forms that the guide has, the one that keeps most of the word counts most.
    guess(key, found) {
      const stems = [key]
      for (const tail of [CLITIC, POSSESSIVE, CLITIC]) {
        const bare = stems[stems.length - 1].replace(tail, "")
        if (bare.length > 3 && bare !== stems[stems.length - 1]) stems.push(bare)
      }
      const guesses = new Map()
      stems.forEach((stem, depth) => {
        if (depth) this.accept(stem, stem.length, false, guesses)
        // A possessive hides the end of what it is added to: profiilissa(ni), tili(n)si.
        for (const whole of depth ? [stem, stem + "n", stem + "t"] : [stem])
          for (let at = Math.max(2, whole.length - LONGEST_ENDING); at < whole.length; at++)
            (this.rules.get(whole.slice(at)) || []).forEach(({ base, verb }, rank) =>
              this.accept(whole.slice(0, at) + base, at - .2 * rank, verb, guesses))
      })
      const ranked = [...guesses].sort((a, b) => b[1] - a[1]).slice(0, MOST_GUESSES)
      ranked.forEach(([base], rank) => raise(found, base, WEIGHT.guessed * Math.pow(WEIGHT.nextGuess, rank)))
    }

    accept(key, kept, verb, guesses) {
      const entry = this.entries.get(key)
      if (!entry || key.length < 2) return
      if (entry.lemmas.length) {
        if (entry.lemmas.some(number => this.lemmas[number].verb === verb)) raise(guesses, key, kept)
      } else if (entry.within.length && !verb) raise(guesses, key, kept)
      else for (const form of entry.forms)
        for (const lemma of this.forms[form].lemmas) raise(guesses, this.lemmas[lemma].key, kept)
    }

    // All forms of some lemmas, into `forms`.
    add(lemmas, weight, forms) {
      for (const number of lemmas) for (const form of this.lemmas[number].forms) raise(forms, form, weight)
    }

    // The forms that a base form leads to, into `forms`.
    relatives(key, weight, forms) {
      const entry = this.entries.get(key)
      if (!entry) return
      const simple = number => this.lemmas[number].pieces.length < 2
      const add = (number, share) => this.add([number], weight * share, forms)
      for (const number of entry.lemmas) {
        const lemma = this.lemmas[number]
        add(number, WEIGHT.inflected)
        for (const root of lemma.roots) {
          const kin = this.entries.get(root)
          const derived = simple(number) ? kin.derived.filter(simple) : []
          for (const other of [...kin.lemmas, ...derived]) add(other, this.close(lemma.key, other))
        }
      }
      for (const number of entry.within) add(number, WEIGHT.part * (.7 + .3 * key.length / this.lemmas[number].key.length))
      for (const number of entry.derived) add(number, this.close(key, number) * (simple(number) ? 1 : .6))
    }

    // What a word of the same root weighs: more, the more of the word it shares.
    close(key, number) {
      const other = this.lemmas[number].key
      let shared = 0
      while (shared < key.length && key[shared] === other[shared]) shared++
      return WEIGHT.root + WEIGHT.sameStem * Math.pow(shared / Math.max(key.length, other.length), 2)
    }

    begins(key) {
      return (this.keys[firstFrom(this.keys, key)] || "").startsWith(key)
    }

    begun(key, weight, forms) {
      for (let low = firstFrom(this.keys, key); low < this.keys.length && this.keys[low].startsWith(key); low++) {
        const whole = this.keys[low]
        if (whole === key) continue
        const entry = this.entries.get(whole)
        const share = weight * (.6 + .4 * key.length / whole.length)
        for (const form of entry.forms) {
          raise(forms, form, share)
          // What begins an inflected form asks for the word: liikesalaisuuks(ia) is liikesalaisuus.
          if (key.length > ROOTED * whole.length) this.add(this.forms[form].lemmas, share * WEIGHT.inflected, forms)
        }
        this.add(entry.lemmas, share, forms)
        this.add(entry.within, share * WEIGHT.part, forms)
      }
    }

    // The guide's words nearest to a word, nearest first: [[key, likeness 0…1]].
    nearest(key, limit, most) {
      const bits = letters(key), pairs = new Set(pairsOf(key)), found = []
      for (let i = 0; i < this.keys.length; i++) {
        const other = this.keys[i]
        if (count(bits ^ this.bits[i]) > 2 * limit || other.length < 4) continue
        const steps = distance(key, other, limit)
        if (steps > limit) continue
        found.push([other, 1 - steps / Math.max(key.length, other.length) + .01 * likeness(pairs, other)])
      }
      return found.sort((a, b) => b[1] - a[1]).slice(0, most)
    }

    // What one word of a query asks for: alternatives, each a list of facets (form → weight) that are wanted together.
    // `last`: it may still be typed, so a whole word too may go on.
    meaning(word, last) {
      const asked = last ? `${word} ` : word
      if (!this.known.has(asked)) this.known.set(asked, this.findMeaning(word, last))
      return this.known.get(asked)
    }

    findMeaning(word, last) {
      const key = fold(word)
      const bases = this.bases(word, key)
      const forms = new Map()
      const entry = this.entries.get(key)
      for (const number of entry ? entry.forms : [])
        raise(forms, number, this.forms[number].word === word ? WEIGHT.exact : WEIGHT.folded)
      const begins = !entry && last && key.length > 6 && this.begins(key)
      for (const [base, weight] of bases) this.relatives(base, begins ? weight * WEIGHT.unfinished : weight, forms)
      const lemmas = []
      for (const [base, weight] of bases)
        for (const number of this.entries.get(base).lemmas) lemmas.push([this.lemmas[number], weight])
      const plain = lemmas.some(([lemma]) => lemma.plain)
      const alternatives = []
      for (const [lemma, weight] of plain ? [] : lemmas) {
        const pieces = lemma.pieces.filter(piece => piece.length > 2)
        if (pieces.length > 1)
          alternatives.push({ weight: WEIGHT.parts * weight, facets: pieces.map(piece => this.facet(piece)) })
      }
      const stands = Boolean(entry && entry.forms.length) // in the pages, as it was typed
      const known = stands || lemmas.some(([lemma]) => lemma.forms.length)
      if (key.length > 1 && (last || !known)) this.begun(key, known ? WEIGHT.goesOn : WEIGHT.begun, forms)
      if (!forms.size && key.length > 5) alternatives.push(...this.split(key))
      // What the synonyms name is asked for even where the word is known as another's form: keksit is keksiä, and keksi.
      const named = new Map()
      if (entry) this.guess(key, named)
      const near = !stands && !this.begins(key) ? this.resemble(key, forms, bases.size > 0) : []
      if (!plain) for (const base of bases.size ? bases.keys() : [key]) this.kin(base, forms)
      if (forms.size) alternatives.push({ weight: 1, facets: [forms] })
      const verb = lemmas.length > 0 && lemmas.every(([lemma]) => lemma.verb)
      const synonymous = [...named.keys()].filter(base => this.synonyms.has(base))
      return { bases: new Set([key, ...bases.keys(), ...near, ...synonymous]), plain, verb, known, alternatives }
    }

    facet(key) {
      const forms = new Map()
      this.relatives(key, 1, forms)
      return forms
    }

    // A compound that the guide does not know, out of parts that it does: [{ weight, facets }].
    split(key) {
      const found = []
      for (let at = 3; at <= key.length - 3; at++) {
        const [start, end] = [key.slice(0, at), key.slice(at)]
        const first = new Map(), second = new Map()
        if (this.entries.has(start)) this.partOf(start, first)
        const ended = this.partOf(end, second)
        if (!second.size && end.length > 2) this.begun(end, WEIGHT.begun, second)
        const length = Math.min(at, key.length - at)
        if (first.size && second.size) found.push({ weight: WEIGHT.parts, facets: [first, second], length })
        else if (first.size && at > 4) found.push({ weight: WEIGHT.halfKnown, facets: [first] })
        else if (second.size && end.length > 4 && ended) found.push({ weight: WEIGHT.halfKnown, facets: [second] })
      }
      const whole = found.filter(way => way.facets.length > 1).sort((a, b) => b.length - a.length)
      return whole.length ? whole.slice(0, 2) : found.slice(-2)
    }

    // The forms that a part of a compound leads to; whether it is a word of its own, and no short or common one.
    partOf(part, forms) {
      for (const [base, weight] of this.bases(part, part))
        if (base.length > 2 && !this.entries.get(base).lemmas.some(number => this.lemmas[number].plain))
          this.relatives(base, weight, forms)
      return forms.size > 0
    }

    // Forms of the words that a word resembles, and their base forms; at last of those that only begin like it.
    resemble(key, forms, guessed) {
      const found = []
      if (key.length < (guessed ? 6 : 4)) return found
      for (const [other, near] of this.nearest(key, key.length > 7 && !guessed ? 2 : 1, 8))
        for (const [base] of this.bases(other, other)) {
          this.relatives(base, WEIGHT.near * near, forms)
          found.push(base)
        }
      for (let stem = Math.ceil(key.length * .7); !forms.size && stem >= Math.max(4, key.length / 2); stem--)
        this.begun(key.slice(0, stem), WEIGHT.kin, forms)
      return found
    }

    // Words that begin alike and are of the same stock, as far as letters tell: velvoite, velvoittaa.
    kin(key, forms) {
      const stem = Math.max(5, Math.ceil(key.length * .6))
      if (key.length > 5) this.begun(key.slice(0, stem), WEIGHT.kin, forms)
    }

    // The query's words, and for each phrase of them that has synonyms the alternatives those bring.
    clauses(query) {
      const words = wordsOf(query)
      const clauses = words.map((word, at) => {
        const meaning = this.meaning(word, at === words.length - 1)
        return Object.assign({}, meaning, { words: [word], alternatives: [...meaning.alternatives] })
      })
      for (let at = 0; at < clauses.length; at++)
        for (const base of clauses[at].bases)
          for (const { phrase, same, others } of this.synonyms.get(base) || []) {
            const run = clauses.slice(at, at + phrase.length)
            if (run.length < phrase.length || !phrase.every((part, i) => run[i].bases.has(part))) continue
            for (const other of others) {
              const facets = other.map(part => this.facet(part)).filter(facet => facet.size)
              const [whole, near] = run.every(clause => clause.known)
                ? [WEIGHT.synonym, WEIGHT.nearSynonym] : [WEIGHT.onlySynonym, WEIGHT.onlyNearSynonym]
              if (facets.length) for (const clause of run) clause.alternatives.push({ weight: same ? whole : near, facets })
            }
          }
      // Two words that are one: "seuraaja määrä" asks for seuraajamäärä.
      for (let at = 0; at + 1 < clauses.length; at++) {
        const joined = this.entries.get(fold(words[at]) + fold(words[at + 1]))
        if (!joined) continue
        const facet = new Map()
        this.add(joined.lemmas, WEIGHT.inflected, facet)
        for (const form of joined.forms) raise(facet, form, WEIGHT.exact)
        if (!facet.size) continue
        for (const clause of clauses.slice(at, at + 2)) clause.alternatives.push({ weight: 1, facets: [facet] })
      }
      const telling = clauses.some(clause => !clause.plain)
      for (const clause of clauses) clause.share = clause.plain && telling ? FUNCTION_WORD : clause.verb ? VERB : 1
      return clauses
    }

    // How well each section answers a facet: { scores: doc → score, rarity }.
    weigh(facet, many) {
      const titles = new Map(), texts = new Map(), counts = new Map()
      for (const [number, weight] of facet)
        for (const place of this.forms[number].places) {
          if (place.title) raise(titles, place.doc, weight)
          if (place.text) {
            raise(texts, place.doc, weight)
            counts.set(place.doc, (counts.get(place.doc) || 0) + weight * place.text)
          }
        }
      const scores = new Map()
      const add = (doc, score) => scores.set(doc, (scores.get(doc) || 0) + score)
      for (const [doc, weight] of texts) {
        const often = counts.get(doc) / weight
        add(doc, FIELD.text * weight * 1.7 * often / (often + .5 + .5 * this.lengths[doc] / this.mean))
      }
      for (const [doc, weight] of titles)
        add(doc, FIELD.title * weight * weight * (.6 + .4 / Math.sqrt(this.titles[doc].at.length)) * this.telling[doc])
      const found = scores.size
      for (const [page, weight] of titles)
        for (const doc of this.sections.get(page) || [])
          if (many || scores.has(doc)) add(doc, weight * (many || page === doc ? FIELD.page : FIELD.pageOfOne))
      return { scores, rarity: Math.log(1 + this.docs.length / (found + .5)) }
    }

    // How well each section answers a clause: the best of its alternatives.
    answers(clause, many) {
      const best = new Map()
      clause.forms = new Map()
      clause.rarity = 0
      for (const { weight, facets } of clause.alternatives) {
        const together = new Map(), weighed = facets.map(facet => this.weigh(facet, many || facets.length > 1))
        const all = weighed.reduce((sum, { rarity }) => sum + rarity, 0)
        weighed.forEach(({ scores, rarity }, at) => {
          clause.rarity = Math.max(clause.rarity, rarity)
          for (const [doc, score] of scores) {
            const got = together.get(doc) || { score: 0, cover: 0 }
            got.score += score * rarity / all
            got.cover += rarity / all
            together.set(doc, got)
          }
          for (const [form, share] of facets[at]) raise(clause.forms, form, weight * share)
        })
        for (const [doc, got] of together) raise(best, doc, weight * got.score * got.cover)
      }
      if (!best.size) clause.rarity = NOWHERE
      return best
    }

    // { groups: [[{ doc, score, missing, forms }]], nearest: [word], completion }: a group holds the sections of one page
    // that answer the query, best first; `forms` are the word forms to mark in the section.
    search(query) {
      const clauses = this.clauses(query)
      const sums = new Map()
      let total = 0
      for (const clause of clauses) {
        const best = this.answers(clause, clauses.length > 1)
        const share = clause.share * clause.rarity
        total += share
        for (const [doc, score] of best) {
          const sum = sums.get(doc) || { score: 0, cover: 0, clauses: new Set() }
          sum.score += share * score
          sum.cover += share
          sum.clauses.add(clause)
          sums.set(doc, sum)
        }
      }
      const hits = [...sums].map(([doc, sum]) => ({
        doc,
        score: sum.score / total * Math.pow(sum.cover / total, COVERAGE) * (this.docs[doc].boost || 1),
        missing: clauses.filter(clause => !clause.plain && !sum.clauses.has(clause)).map(clause => clause.words[0]),
        forms: new Set()
      })).sort((a, b) => b.score - a.score || a.doc - b.doc)
      const groups = this.grouped(hits)
      const shown = new Map()
      for (const group of groups) for (const hit of group) shown.set(hit.doc, hit)
      this.note(clauses, shown)
      return { groups, nearest: hits.length ? [] : this.offer(query), completion: this.complete(query) }
    }

    // Hits by page, best page first; in a page the weak beside its best are left out.
    grouped(hits) {
      const groups = new Map(), least = hits.length ? hits[Math.min(BEST, hits.length) - 1].score : 0
      for (const hit of hits) push(groups, this.pages[hit.doc], hit)
      return [...groups.values()].map(group =>
        group.filter((hit, at) => !at || (hit.score >= least && hit.score >= KEEP * group[0].score)))
    }

    // Tell each hit the forms it was found by; a form that only resembles is left out beside one that is meant.
    note(clauses, hits) {
      for (const { forms } of clauses) {
        const best = new Map()
        for (const [form, weight] of forms) for (const { doc } of this.forms[form].places) raise(best, doc, weight)
        for (const [form, weight] of forms)
          for (const { doc } of this.forms[form].places)
            if (hits.has(doc) && weight >= MARKED * best.get(doc)) hits.get(doc).forms.add(form)
      }
    }

    // Words of the guide to try instead, when nothing was found.
    offer(query) {
      const offered = new Map()
      for (const word of wordsOf(query)) {
        const pairs = new Set(pairsOf(fold(word)))
        for (const { word, key, forms, plain } of this.lemmas)
          if (forms.length && !plain && key.length > 3) raise(offered, word, likeness(pairs, key))
      }
      return [...offered].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([word]) => word)
    }

    // The word that the last one typed begins, in the very form that stands in a heading most often.
    complete(query) {
      const words = query.match(/[\p{L}\p{N}]+$/u)
      if (!words || words[0].length < 3) return ""
      const start = words[0].toLowerCase()
      let best = "", most = 0
      for (const form of this.forms) {
        if (!form.word.startsWith(start)) continue
        const often = form.places.reduce((sum, place) => sum + 5 * place.title + place.text, 0)
        if (often > most) [best, most] = [form.word, often]
      }
      return best
    }

    // What to show of a section: its title and the paragraphs, lists or tables that say most of what was asked, in their
    // order, with each of the forms in <mark>. Every word is looked at once, so no mark is set twice.
    shown(doc, forms) {
      const { title, text } = this.docs[doc], words = this.texts[doc]
      const blocks = blocksOf(text).map(([from, to]) => {
        const held = new Set()
        for (let i = firstFrom(words.at, from); i < words.at.length && words.at[i] < to; i++)
          if (forms.has(words.form[i])) held.add(words.form[i])
        return { from, to, holds: held.size }
      })
      const telling = blocks.filter(block => block.holds)
        .sort((a, b) => b.holds - a.holds || a.from - b.from).slice(0, MOST_BLOCKS).sort((a, b) => a.from - b.from)
      const blocksShown = telling.length ? telling : blocks.slice(0, 1)
      return {
        title: this.marked(title, this.titles[doc], forms, 0, title.length),
        text: blocksShown.map(({ from, to }) => this.marked(text, words, forms, from, to)).join("")
      }
    }

    marked(html, words, forms, from, to) {
      let made = "", done = from
      for (let i = firstFrom(words.at, from); i < words.at.length && words.at[i] < to; i++) {
        if (!forms.has(words.form[i])) continue
        const start = words.at[i], end = start + this.forms[words.form[i]].word.length
        made += `${html.slice(done, start)}<mark>${html.slice(start, end)}</mark>`
        done = end
      }
      return made + html.slice(done, to)
    }
  }

  return FinnishSearch
})()

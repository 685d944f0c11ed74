// Reading the table of words and the sections of the pages, so that either can be looked up.

import { lastOf, push } from "./collections.js"
import { letters } from "./resemblance.js"
import { fold, keyOf, wordsOf } from "./words.js"

/**
 * @typedef {{ lemmas: string, rules: string, synonyms: string }} Table what word_table.py writes
 *
 * @typedef {{ location: string, title: string, text: string, asked?: string, boost?: number }} Doc
 *   a section, title and text as HTML; `asked` are readers' own words for it, parted by
 *   commas, which are not shown; without "#" in its location it is the page's own
 *
 * @typedef {{ doc: number, title: number, text: number, asked: number }} Place
 *   how often a form stands in a section
 *
 * @typedef {{ doc: number, telling: number }} Phrase
 *   what a reader asks for in a section, and how many of its words say much
 *
 * @typedef {{ word: string, key: string, lemmas: number[], places: Place[], phrases: number[] }} Form
 *   a word as it stands in the pages; its basic forms and the phrases that have it, by number
 *
 * @typedef {{ word: string, key: string, pieces: string[], roots: string[], forms: number[],
 *   plain: boolean, verb: boolean }} Lemma
 *   a basic form, the pieces it is made of, its forms by number; a plain one says little
 *
 * @typedef {{ forms: number[], lemmas: number[], within: number[], derived: number[] }} Entry
 *   what a key is, by number: forms, basic forms, a part within some, a root of others
 *
 * @typedef {{ base: string, verb: boolean }} Ending what a form's ending is in the basic form
 *
 * @typedef {{ phrase: string[], same: boolean, others: string[][] }} Synonym
 *   a phrase in basic forms, and others that mean the same or nearly so
 *
 * @typedef {{ at: Uint32Array, form: Uint32Array }} Words
 *   of a title or a text in order: where each begins, and its form by number
 */

const REPEATED = .3 // exponent: a title counts less the more sections have it
const BASE36 = 36

/** @returns {[string, Ending[]]} */
const readRule = line => {
  const [ending, ...bases] = line.split(" ")
  return [ending, bases.map(written => {
    const verb = written.endsWith("~"), base = verb ? written.slice(0, -1) : written
    return { base: base === "-" ? "" : base, verb }
  })]
}

const readSynonyms = lines => {
  const synonyms = new Map()
  for (const line of lines ? lines.split("\n") : []) {
    const same = line.includes("=")
    const phrases = line.split(/[=~]/).map(phrase => phrase.split(" ").map(fold))
    for (const phrase of phrases)
      push(synonyms, phrase[0], { phrase, same, others: phrases.filter(other => other !== phrase) })
  }
  return synonyms
}

const wordOf = pieces => pieces.map(piece => piece[0]).join("")

// What a compound can be found by: its pieces, and of three or more each run of them too,
// as asiantuntija in asiantuntijaviestintä.
const partsOf = pieces => {
  const parts = pieces.map(piece => fold(lastOf(piece)))
  for (let from = 0; from < pieces.length; from++)
    for (let to = from + 1; to < pieces.length; to++)
      if (to - from + 1 < pieces.length)
        parts.push(fold(wordOf(pieces.slice(from, to)) + lastOf(pieces[to])))
  return parts
}

/** The words of the table and of the pages. */
export class Lexicon {
  /** @param {Table} table */
  constructor(table) {
    /** @type {Form[]} */ this.forms = []
    /** @type {Lemma[]} */ this.lemmas = []
    /** @type {Map<string, number>} word → number of the form */ this.formOf = new Map()
    /** @type {Map<string, Entry>} by key */ this.entries = new Map()
    for (const line of table.lemmas.split("\n")) this.readLemma(line)
    /** @type {Map<string, Ending[]>} by the form's ending */
    this.rules = new Map(table.rules.split("\n").map(readRule))
    /** @type {Map<string, Synonym[]>} by the first word of the phrase */
    this.synonyms = readSynonyms(table.synonyms)
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
      this.forms.push({ word, key, lemmas: [], places: [], phrases: [] })
      this.entry(key).forms.push(number)
    }
    return number
  }

  // A basic form of these pieces, which can be found by these parts.
  lemma(word, pieces, parts, roots, kind) {
    const number = this.lemmas.length, key = fold(word)
    const plain = kind.includes("!"), verb = kind.includes("~")
    this.lemmas.push({ word, key, pieces, roots, forms: [], plain, verb })
    this.entry(key).lemmas.push(number)
    if (pieces.length > 1) for (const part of new Set(parts)) this.entry(part).within.push(number)
    for (const root of roots) this.entry(root).derived.push(number)
    return number
  }

  readLemma(line) {
    const [head, forms] = line.split("\t")
    const kind = /[~!]*$/.exec(head)[0]
    const [compound, ...roots] = head.slice(0, head.length - kind.length).split("<")
    const pieces = compound.split("|").map(piece => piece.split("="))
    const word = wordOf(pieces), own = pieces.map(piece => fold(lastOf(piece)))
    const number = this.lemma(word, own, partsOf(pieces), roots.map(fold), kind)
    for (const written of forms ? forms.split(" ") : []) {
      const kept = word.slice(0, word.length - parseInt(written[0], BASE36))
      const form = this.form(kept + written.slice(1))
      this.lemmas[number].forms.push(form)
      this.forms[form].lemmas.push(number)
    }
  }

  /**
   * Note the words of a section.
   * @param {string} html
   * @param {number} doc
   * @param {"title" | "text" | "asked"} field
   * @returns {Words}
   */
  note(html, doc, field) {
    const words = wordsOf(html)
    const found = { at: new Uint32Array(words.length), form: new Uint32Array(words.length) }
    words.forEach(({ word, at }, i) => {
      const own = this.form(word), form = this.forms[own]
      if (!form.lemmas.length) this.adopt(own)
      let place = lastOf(form.places)
      if (!place || place.doc !== doc)
        form.places.push(place = { doc, title: 0, text: 0, asked: 0 })
      place[field]++
      found.at[i] = at
      found.form[i] = own
    })
    return found
  }

  /**
   * Learn the words of a phrase that readers ask for.
   * @param {string} phrase
   * @param {number} number
   * @returns {number} how many of them say much
   */
  ask(phrase, number) {
    const asked = new Set(wordsOf(phrase).map(({ word }) => this.form(word)))
    for (const form of asked) this.forms[form].phrases.push(number)
    const plain = form => this.forms[form].lemmas.some(lemma => this.lemmas[lemma].plain)
    return [...asked].filter(form => !plain(form)).length
  }

  // A word that the table does not know is its own basic form.
  adopt(own) {
    const form = this.forms[own]
    const number = this.lemma(form.word, [form.key], [], [], "")
    this.lemmas[number].forms.push(own)
    form.lemmas.push(number)
  }

  /** When all words are in: make them ready to be found by how they begin and by their letters. */
  sort() {
    /** @type {string[]} */ this.keys = [...this.entries.keys()].sort()
    /** @type {number[]} */ this.bits = this.keys.map(letters)
  }
}

/** The sections of the pages, by number. */
export class Sections {
  /**
   * @param {Doc[]} docs
   * @param {Lexicon} lexicon learns their words
   */
  constructor(docs, lexicon) {
    this.docs = docs
    const first = new Map()
    /** @type {number[]} the page of each section, as the number of its first section */
    this.pages = docs.map((doc, number) => {
      const page = doc.location.split("#")[0]
      if (!first.has(page)) first.set(page, number)
      return first.get(page)
    })
    /** @type {Map<number, number[]>} page → its sections, itself among them */
    this.ofPage = new Map()
    this.pages.forEach((page, number) => push(this.ofPage, page, number))
    this.titles = docs.map((doc, number) => lexicon.note(doc.title, number, "title"))
    this.texts = docs.map((doc, number) => lexicon.note(doc.text, number, "text"))
    /** @type {Map<string, number[]>} what readers call sections, whole, as a key */
    this.named = new Map()
    /** @type {Phrase[]} the same by number */
    this.phrases = []
    docs.forEach((doc, number) => {
      if (!doc.asked) return
      lexicon.note(doc.asked, number, "asked")
      for (const phrase of doc.asked.split(",")) {
        push(this.named, keyOf(phrase), number)
        this.phrases.push({ doc: number, telling: lexicon.ask(phrase, this.phrases.length) })
      }
    })
    const same = new Map()
    for (const { title } of docs) same.set(title, (same.get(title) || 0) + 1)
    /** @type {number[]} what a title tells: "Vinkit" on every page tells little */
    this.telling = docs.map(({ title }) => Math.pow(same.get(title), -REPEATED))
    this.lengths = this.texts.map(text => text.at.length)
    const total = this.lengths.reduce((sum, length) => sum + length, 0)
    this.meanLength = total / (docs.length || 1) || 1
  }
}

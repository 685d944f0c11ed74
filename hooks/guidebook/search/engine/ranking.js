// How well the sections answer a query.

import { push } from "./collections.js"
import { raise } from "./weights.js"
import { keyOf } from "./words.js"

/**
 * @typedef {import("./reading.js").Lexicon} Lexicon
 * @typedef {import("./reading.js").Sections} Sections
 * @typedef {import("./relatives.js").Facet} Facet
 * @typedef {import("./query.js").Clause} Clause
 *
 * @typedef {{ doc: number, score: number, missing: string[], forms: Set<number> }} Hit
 *   a section, the words of the query that it lacks, and the forms to mark in it
 *
 * @typedef {{ scores: Map<number, number>, rarity: number, forms: Facet }} Answer
 *   how well each section answers a clause, how rare what it asks for is, and by which forms
 */

const FIELD = {
  title: 3, text: 1, page: .6, pageOfOne: .3, asked: .3, pageAsked: .15
}
const QUESTION = 3 // words, from which on a query may be as long as what readers ask
const LIKE = 3 // what a section gains of which readers ask just such a question
const NAMED = 3 // what a section gains whose name among readers is the very query
const COVERAGE = 1.2 // exponent: a section that lacks words of the query falls this fast
const KEEP = .22 // a section stays in its page's group down to this share of the best in it
const BEST = 6 // sections of all: beside its best section a page shows those that are among these
const NOWHERE = 2 // the rarity of a word that no section has
const MARKED = .65 // a form is marked down to this share of the best in its section

const SURE = .6 // a page is among the best down to this share of the best page's score
const CLOSE = .25 // and worth showing down to this
const LEAST_SURE = .4 // score; under it nothing is among the best, unless the guide knows each word

/** Weighs the sections by the forms they hold. */
export class Ranking {
  /**
   * @param {Lexicon} lexicon
   * @param {Sections} sections
   */
  constructor(lexicon, sections) {
    this.forms = lexicon.forms
    this.sections = sections
  }

  /**
   * The sections that answer, by page, best page first and in it best section first.
   * @param {Clause[]} clauses
   * @returns {Hit[][]}
   */
  groups(clauses) {
    const long = Math.min(QUESTION, clauses.filter(clause => !clause.plain).length)
    const answers = clauses.map(clause => this.answer(clause, clauses.length > 1, long))
    const groups = this.grouped(this.hits(clauses, answers))
    this.mark(answers, groups)
    return groups
  }

  hits(clauses, answers) {
    const sums = new Map()
    let total = 0
    answers.forEach(({ scores, rarity }, at) => {
      const share = clauses[at].share * rarity
      total += share
      for (const [doc, score] of scores) {
        const sum = sums.get(doc) || { score: 0, cover: 0, clauses: new Set() }
        sum.score += share * score
        sum.cover += share
        sum.clauses.add(clauses[at])
        sums.set(doc, sum)
      }
    })
    if (clauses.length >= QUESTION)
      for (const [doc, share] of this.likest(clauses, answers, total))
        sums.get(doc).score += LIKE * share * total
    for (const doc of this.sections.named.get(keyOf(clauses.map(({ word }) => word).join(" "))) || [])
      sums.set(doc, named(sums.get(doc), clauses, total))
    return [...sums].map(([doc, sum]) => ({
      doc,
      score: sum.score / total * Math.pow(sum.cover / total, COVERAGE)
        * (this.sections.docs[doc].boost || 1),
      missing: clauses.filter(clause => !clause.plain && !sum.clauses.has(clause))
        .map(clause => clause.word),
      forms: new Set()
    })).sort((a, b) => b.score - a.score || a.doc - b.doc)
  }

  // How like the query is what readers ask of each section, 0…1: of its phrases the best, by the
  // share of the query that it has and the share of it that the query has.
  likest(clauses, answers, total) {
    const shares = new Map(), likest = new Map()
    answers.forEach(({ forms, rarity }, at) => {
      const { plain, share } = clauses[at], best = new Map()
      for (const [form, weight] of forms)
        for (const phrase of this.forms[form].phrases) raise(best, phrase, weight)
      for (const [phrase, weight] of best) {
        const sum = shares.get(phrase) || { query: 0, phrase: 0 }
        sum.query += weight * share * rarity / total
        if (!plain) sum.phrase += weight
        shares.set(phrase, sum)
      }
    })
    for (const [number, { query, phrase }] of shares) {
      const { doc, telling } = this.sections.phrases[number]
      if (telling) raise(likest, doc, query * Math.min(1, phrase / telling))
    }
    return likest
  }

  // How well each section answers a clause: the best of its alternatives.
  answer(clause, many, long) {
    const scores = new Map(), held = new Map(), forms = new Map()
    for (const { weight, facets } of clause.alternatives) {
      const weighed = facets.map(facet => this.weigh(facet, many || facets.length > 1, many, long))
      for (const [doc, { score, cover }] of together(weighed))
        raise(scores, doc, weight * score * cover)
      for (const [doc, share] of weighed[0].held)
        raise(held, doc, weight * Math.min(share, ...weighed.map(other => other.held.get(doc) || 0)))
      for (const facet of facets)
        for (const [form, share] of facet) raise(forms, form, weight * share)
    }
    return { scores, rarity: scores.size ? this.rarity(held) : NOWHERE, forms }
  }

  // How rare it is to be held so by the sections: one that holds it hardly counts hardly.
  rarity(held) {
    let found = .5
    for (const share of held.values()) found += share
    return Math.log(1 + this.sections.docs.length / found)
  }

  // How well each section answers a facet: one of many wanted together, or in a query of many words.
  weigh(facet, many, words, long) {
    const { lengths, meanLength, ofPage, telling } = this.sections
    const { titles, texts, asked, counts } = this.places(facet)
    const scores = new Map()
    const add = (doc, score) => scores.set(doc, (scores.get(doc) || 0) + score)
    for (const [doc, weight] of texts) {
      const often = counts.get(doc) / weight
      const length = lengths[doc] / meanLength
      add(doc, FIELD.text * weight * 1.7 * often / (often + .5 + .5 * length))
    }
    for (const [doc, weight] of titles) {
      const words = this.sections.titles[doc].at.length
      add(doc, FIELD.title * weight * weight * (.6 + .4 / Math.sqrt(words)) * telling[doc])
    }
    for (const [doc, weight] of asked) add(doc, weight * long * FIELD.asked)
    const held = new Map([...texts, ...titles, ...asked])
    for (const [doc, weight] of [...texts, ...titles]) raise(held, doc, weight)
    if (words)
      for (const [page, weight] of asked)
        for (const doc of ofPage.get(page) || [])
          if (doc !== page) add(doc, FIELD.pageAsked * weight)
    for (const [page, weight] of titles)
      for (const doc of ofPage.get(page) || [])
        if (many || scores.has(doc))
          add(doc, weight * (many || page === doc ? FIELD.page : FIELD.pageOfOne))
    return { scores, held, rarity: this.rarity(held) }
  }

  // The best weight of a facet's forms in each title and text, and how often the text has them.
  places(facet) {
    const titles = new Map(), texts = new Map(), asked = new Map(), counts = new Map()
    for (const [form, weight] of facet)
      for (const { doc, title, text, asked: own } of this.forms[form].places) {
        if (title) raise(titles, doc, weight)
        if (own) raise(asked, doc, weight)
        if (!text) continue
        raise(texts, doc, weight)
        counts.set(doc, (counts.get(doc) || 0) + weight * text)
      }
    return { titles, texts, asked, counts }
  }

  // In a page the sections that are weak beside its best are left out.
  grouped(hits) {
    const groups = new Map(), least = hits.length ? hits[Math.min(BEST, hits.length) - 1].score : 0
    for (const hit of hits) push(groups, this.sections.pages[hit.doc], hit)
    return [...groups.values()].map(group => group.filter((hit, at) =>
      !at || (hit.score >= least && hit.score >= KEEP * group[0].score)))
  }

  // Tell each hit the forms it was found by; one that only resembles is left out beside one meant.
  mark(answers, groups) {
    const hits = new Map()
    for (const group of groups) for (const hit of group) hits.set(hit.doc, hit)
    for (const { forms } of answers) {
      const best = new Map()
      for (const [form, weight] of forms)
        for (const { doc, asked } of this.forms[form].places)
          if (!asked) raise(best, doc, weight)
      for (const [form, weight] of forms)
        for (const { doc } of this.forms[form].places)
          if (hits.has(doc) && weight >= MARKED * best.get(doc)) hits.get(doc).forms.add(form)
    }
  }
}

/**
 * How many pages are among the best, and how many are worth showing.
 * @param {Hit[][]} groups best first
 * @param {Clause[]} clauses
 * @returns {{ sure: number, close: number }}
 */
export const suresOf = (groups, clauses) => {
  const telling = clauses.some(clause => !clause.plain) // of what all sections have, none is best
  const known = clauses.every(clause => clause.plain || clause.known)
  const scores = groups.map(group => group[0].score)
  const count = share => scores.filter(score => score >= share * scores[0]).length
  const sure = telling && (known || scores[0] >= LEAST_SURE)
  return { sure: sure ? count(SURE) : 0, close: count(CLOSE) }
}

const named = (sum, clauses, total) => ({
  score: (sum ? sum.score : 0) + NAMED * total, cover: total, clauses: new Set(clauses)
})

// How well sections answer facets wanted together, and what share of them each has: the rarer a
// facet, the more it counts.
const together = weighed => {
  const sums = new Map(), all = weighed.reduce((sum, { rarity }) => sum + rarity, 0)
  for (const { scores, rarity } of weighed)
    for (const [doc, score] of scores) {
      const sum = sums.get(doc) || { score: 0, cover: 0 }
      sum.score += score * rarity / all
      sum.cover += rarity / all
      sums.set(doc, sum)
    }
  return sums
}

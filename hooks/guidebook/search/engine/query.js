// A query, taken apart into clauses: one for each word, which synonyms and joined words add to.

import { addForms, facetOf } from "./relatives.js"
import { WEIGHT, raise } from "./weights.js"
import { fold, wordsOf } from "./words.js"

/**
 * @typedef {import("./reading.js").Lexicon} Lexicon
 * @typedef {import("./meaning.js").Meanings} Meanings
 * @typedef {import("./meaning.js").Meaning & { word: string, share: number }} Clause
 *   a word of a query, what it asks for, and its share of the query's weight
 */

const FUNCTION_WORD = .08 // of a word's weight in the query

/**
 * @param {string} query
 * @param {Lexicon} lexicon
 * @param {Meanings} meanings
 * @returns {Clause[]}
 */
export const clausesOf = (query, lexicon, meanings) => {
  const words = wordsOf(query).map(({ word }) => word)
  const clauses = words.map((word, at) => {
    const meaning = meanings.of(word, at === words.length - 1)
    return Object.assign({}, meaning, { word, share: 1, alternatives: [...meaning.alternatives] })
  })
  addSynonyms(clauses, lexicon)
  addJoined(clauses, lexicon)
  const telling = clauses.some(clause => !clause.plain)
  for (const clause of clauses)
    if (clause.plain && telling) clause.share = FUNCTION_WORD
  return clauses
}

// Each phrase that has synonyms asks for those too.
const addSynonyms = (clauses, lexicon) => {
  for (let at = 0; at < clauses.length; at++)
    for (const base of clauses[at].bases)
      for (const { phrase, same, others } of lexicon.synonyms.get(base) || []) {
        const run = clauses.slice(at, at + phrase.length)
        if (run.length < phrase.length) continue
        if (!phrase.every((part, i) => run[i].bases.has(part))) continue
        const known = run.every(clause => clause.known)
        const weight = known ? (same ? WEIGHT.synonym : WEIGHT.nearSynonym)
          : same ? WEIGHT.onlySynonym : WEIGHT.onlyNearSynonym
        for (const other of others) {
          const facets = other.map(part => facetOf(lexicon, part)).filter(facet => facet.size)
          if (facets.length) for (const clause of run) clause.alternatives.push({ weight, facets })
        }
      }
}

// Two words that are one: "seuraaja määrä" asks for seuraajamäärä.
const addJoined = (clauses, lexicon) => {
  for (let at = 0; at + 1 < clauses.length; at++) {
    const joined = lexicon.entries.get(fold(clauses[at].word) + fold(clauses[at + 1].word))
    if (!joined) continue
    const facet = new Map()
    addForms(lexicon, joined.lemmas, WEIGHT.inflected, facet)
    for (const form of joined.forms) raise(facet, form, WEIGHT.exact)
    if (!facet.size) continue
    for (const clause of clauses.slice(at, at + 2))
      clause.alternatives.push({ weight: 1, facets: [facet] })
  }
}

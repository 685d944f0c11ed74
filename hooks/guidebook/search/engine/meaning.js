// What one word of a query asks for.

import { basesOf, guessedBases } from "./bases.js"
import { addBegun, addKin, addRelatives, begins, facetOf } from "./relatives.js"
import { count, distance, letters, likeness, pairsOf } from "./resemblance.js"
import { WEIGHT, raise } from "./weights.js"
import { fold } from "./words.js"

/**
 * @typedef {import("./reading.js").Lexicon} Lexicon
 * @typedef {import("./reading.js").Lemma} Lemma
 * @typedef {import("./relatives.js").Facet} Facet
 *
 * @typedef {{ weight: number, facets: Facet[] }} Alternative facets that are wanted together
 *
 * @typedef {{ bases: Set<string>, plain: boolean, known: boolean,
 *   alternatives: Alternative[] }} Meaning
 *   what a word asks for; a plain word says little, a known one is the guide's own
 */

/** The meanings of words, each found once. */
export class Meanings {
  /** @param {Lexicon} lexicon */
  constructor(lexicon) {
    this.lexicon = lexicon
    /** @type {Map<string, Meaning>} */ this.found = new Map()
  }

  /**
   * @param {string} word
   * @param {boolean} last it may still be typed, so a whole word too may go on
   * @returns {Meaning}
   */
  of(word, last) {
    const asked = last ? `${word} ` : word
    if (!this.found.has(asked)) this.found.set(asked, meaningOf(this.lexicon, word, last))
    return this.found.get(asked)
  }
}

const meaningOf = (lexicon, word, last) => {
  const key = fold(word), entry = lexicon.entries.get(key)
  const bases = basesOf(lexicon, word, key), lemmas = lemmasOf(lexicon, bases)
  const plain = lemmas.some(([lemma]) => lemma.plain)
  const stands = Boolean(entry && entry.forms.length) // in the pages, as it was typed
  const known = stands || lemmas.some(([lemma]) => lemma.forms.length)
  const facet = ownFacet(lexicon, word, key, bases, last)
  const alternatives = plain ? [] : inParts(lexicon, lemmas)
  if (key.length > 1 && (last || !known))
    addBegun(lexicon, key, known ? WEIGHT.goesOn : WEIGHT.begun, facet)
  if (!facet.size && key.length > 5) alternatives.push(...split(lexicon, key))
  const near = !stands && !begins(lexicon, key) ? addNear(lexicon, key, bases.size > 0, facet) : []
  if (!plain) for (const base of bases.size ? bases.keys() : [key]) addKin(lexicon, base, facet)
  if (facet.size) alternatives.push({ weight: 1, facets: [facet] })
  const named = new Set([key, ...bases.keys(), ...near, ...synonymous(lexicon, key)])
  return { bases: named, plain, known, alternatives }
}

const lemmasOf = ({ entries, lemmas }, bases) => {
  /** @type {[Lemma, number][]} */ const found = []
  for (const [base, weight] of bases)
    for (const number of entries.get(base).lemmas) found.push([lemmas[number], weight])
  return found
}

// The word as it was typed, and the relatives of its basic forms.
const ownFacet = (lexicon, word, key, bases, last) => {
  const facet = new Map(), entry = lexicon.entries.get(key)
  for (const number of entry ? entry.forms : [])
    raise(facet, number, lexicon.forms[number].word === word ? WEIGHT.exact : WEIGHT.folded)
  const unfinished = !entry && last && key.length > 6 && begins(lexicon, key)
  for (const [base, weight] of bases)
    addRelatives(lexicon, base, unfinished ? weight * WEIGHT.unfinished : weight, facet)
  return facet
}

// A compound that the guide knows asks for its pieces together too.
const inParts = (lexicon, lemmas) => {
  const alternatives = []
  for (const [lemma, weight] of lemmas) {
    const pieces = lemma.pieces.filter(piece => piece.length > 2)
    if (pieces.length < 2) continue
    const facets = pieces.map(piece => facetOf(lexicon, piece))
    alternatives.push({ weight: WEIGHT.parts * weight, facets })
  }
  return alternatives
}

// A compound that the guide does not know, out of parts that it does.
const split = (lexicon, key) => {
  const halves = [], wholes = []
  for (let at = 3; at <= key.length - 3; at++) {
    const start = key.slice(0, at), end = key.slice(at)
    const first = lexicon.entries.has(start) ? partFacet(lexicon, start) : new Map()
    const second = partFacet(lexicon, end), ended = second.size > 0
    if (!ended && end.length > 2) addBegun(lexicon, end, WEIGHT.begun, second)
    const length = Math.min(at, key.length - at)
    if (first.size && second.size)
      wholes.push({ weight: WEIGHT.parts, facets: [first, second], length })
    else if (first.size && at > 4) halves.push({ weight: WEIGHT.halfKnown, facets: [first] })
    else if (ended && end.length > 4) halves.push({ weight: WEIGHT.halfKnown, facets: [second] })
  }
  wholes.sort((a, b) => b.length - a.length)
  return wholes.length ? wholes.slice(0, 2) : halves.slice(-2)
}

// What a part of a compound leads to, if it is a word of its own, and no short or common one.
const partFacet = (lexicon, part) => {
  const facet = new Map(), { entries, lemmas } = lexicon
  for (const [base, weight] of basesOf(lexicon, part, part))
    if (base.length > 2 && !entries.get(base).lemmas.some(number => lemmas[number].plain))
      addRelatives(lexicon, base, weight, facet)
  return facet
}

// Add the words that a word resembles, and return their basic forms; at last those that only begin
// like it.
const addNear = (lexicon, key, guessed, facet) => {
  const found = []
  if (key.length < (guessed ? 6 : 4)) return found
  for (const [other, near] of nearest(lexicon, key, key.length > 7 && !guessed ? 2 : 1, 8))
    for (const base of basesOf(lexicon, other, other).keys()) {
      addRelatives(lexicon, base, WEIGHT.near * near, facet)
      found.push(base)
    }
  const shortest = Math.max(4, key.length / 2)
  for (let stem = Math.ceil(key.length * .7); !facet.size && stem >= shortest; stem--)
    addBegun(lexicon, key.slice(0, stem), WEIGHT.kin, facet)
  return found
}

// The guide's words nearest to a word, nearest first: [[key, likeness 0…1]].
const nearest = ({ keys, bits }, key, limit, most) => {
  const own = letters(key), pairs = pairsOf(key), found = []
  for (let i = 0; i < keys.length; i++) {
    const other = keys[i]
    if (count(own ^ bits[i]) > 2 * limit || other.length < 4) continue
    const steps = distance(key, other, limit)
    if (steps > limit) continue
    const first = key[0] === other[0] ? 1 : WEIGHT.otherFirst // a slip seldom comes first
    const near = first * (1 - steps / Math.max(key.length, other.length))
    found.push([other, near + .01 * likeness(pairs, other)])
  }
  return found.sort((a, b) => b[1] - a[1]).slice(0, most)
}

// What the synonyms name is asked for even where the word is known as another's form: keksit is
// keksiä, and keksi.
const synonymous = (lexicon, key) => {
  if (!lexicon.entries.has(key)) return []
  return [...guessedBases(lexicon, key).keys()].filter(base => lexicon.synonyms.has(base))
}

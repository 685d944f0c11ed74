// Which forms of the guide's words a basic form, or the beginning of a word, leads to.

import { firstFrom } from "./collections.js"
import { WEIGHT, raise } from "./weights.js"

/**
 * @typedef {import("./reading.js").Lexicon} Lexicon
 * @typedef {Map<number, number>} Facet
 *   how much each form weighs that stands for one thing asked for
 */

const ROOTED = .7 // share of a form that must be typed before it stands for its word

/**
 * Add all forms of some basic forms.
 * @param {Lexicon} lexicon
 * @param {number[]} numbers of the basic forms
 * @param {number} weight
 * @param {Facet} facet
 */
export const addForms = ({ lemmas }, numbers, weight, facet) => {
  for (const number of numbers) for (const form of lemmas[number].forms) raise(facet, form, weight)
}

/**
 * Add the forms that a basic form leads to: its own, those of compounds with it and of words of the
 * same root.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @param {number} weight
 * @param {Facet} facet
 */
export const addRelatives = (lexicon, key, weight, facet) => {
  const { entries, lemmas } = lexicon, entry = entries.get(key)
  if (!entry) return
  const simple = number => lemmas[number].pieces.length < 2
  const add = (number, share) => addForms(lexicon, [number], weight * share, facet)
  for (const number of entry.lemmas) {
    const lemma = lemmas[number]
    add(number, WEIGHT.inflected)
    for (const root of lemma.roots) {
      const kin = entries.get(root)
      const derived = simple(number) ? kin.derived.filter(simple) : []
      for (const other of [...kin.lemmas, ...derived])
        add(other, closeness(lemma.key, lemmas[other].key))
    }
  }
  for (const number of entry.within)
    add(number, WEIGHT.part * (.7 + .3 * key.length / lemmas[number].key.length))
  for (const number of entry.derived)
    add(number, closeness(key, lemmas[number].key) * (simple(number) ? 1 : .6))
}

// What a word of the same root weighs: more, the more of the word it shares.
const closeness = (key, other) => {
  let shared = 0
  while (shared < key.length && key[shared] === other[shared]) shared++
  return WEIGHT.root + WEIGHT.sameStem * Math.pow(shared / Math.max(key.length, other.length), 2)
}

/**
 * Whether a word of the guide begins so.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @returns {boolean}
 */
export const begins = ({ keys }, key) => (keys[firstFrom(keys, key)] || "").startsWith(key)

/**
 * Add the forms of the words that begin so.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @param {number} weight
 * @param {Facet} facet
 */
export const addBegun = (lexicon, key, weight, facet) => {
  const { entries, forms, keys } = lexicon
  for (let i = firstFrom(keys, key); i < keys.length && keys[i].startsWith(key); i++) {
    const whole = keys[i]
    if (whole === key) continue
    const entry = entries.get(whole)
    const share = weight * (.6 + .4 * key.length / whole.length)
    for (const form of entry.forms) {
      raise(facet, form, share)
      // What begins an inflected form asks for the word: liikesalaisuuks(ia) is liikesalaisuus.
      if (key.length > ROOTED * whole.length)
        addForms(lexicon, forms[form].lemmas, share * WEIGHT.inflected, facet)
    }
    addForms(lexicon, entry.lemmas, share, facet)
    addForms(lexicon, entry.within, share * WEIGHT.part, facet)
  }
}

/**
 * Add words that begin alike and are of the same stock, as far as letters tell: velvoite,
 * velvoittaa.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @param {Facet} facet
 */
export const addKin = (lexicon, key, facet) => {
  const stem = Math.max(5, Math.ceil(key.length * .6))
  if (key.length > 5) addBegun(lexicon, key.slice(0, stem), WEIGHT.kin, facet)
}

/**
 * What a basic form alone leads to.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @returns {Facet}
 */
export const facetOf = (lexicon, key) => {
  const facet = new Map()
  addRelatives(lexicon, key, 1, facet)
  return facet
}

// Which basic forms a word may be a form of.

import { lastOf } from "./collections.js"
import { WEIGHT, raise } from "./weights.js"

/** @typedef {import("./reading.js").Lexicon} Lexicon */

const LONGEST_ENDING = 9
const MOST_GUESSES = 4
const CLITIC = /(?:ko|han|kin|kaan|pa|ks)$/
const CONDITIONAL = /is(?:ko)?$/ // as it is spoken: pitäis, julkaisisko
const FOREIGN = /([^aeiouy])i$/ // hashtagit is of hashtag, as if that were hashtagi
const POSSESSIVE = /(?:ni|si|nsa|mme|nne)$/

/**
 * The basic forms a word may have, by key, with their weights: the table's own, else by the rules.
 * @param {Lexicon} lexicon
 * @param {string} word
 * @param {string} key
 * @returns {Map<string, number>}
 */
export const basesOf = (lexicon, word, key) => {
  const { forms, lemmas } = lexicon, found = new Map(), entry = lexicon.entries.get(key)
  if (entry) {
    const written = entry.forms.some(number => forms[number].word === word)
    for (const number of entry.lemmas) raise(found, lemmas[number].key, 1)
    for (const number of entry.forms) {
      const same = forms[number].word === word || !written
      // mediaani is hardly "my media", though it could be.
      const weight = !same ? WEIGHT.otherDots
        : entry.lemmas.length ? WEIGHT.otherReading : WEIGHT.inflected
      for (const lemma of forms[number].lemmas) raise(found, lemmas[lemma].key, weight)
    }
    if (!found.size && entry.within.length) raise(found, key, 1)
  }
  return found.size ? found : guessedBases(lexicon, key)
}

/**
 * By the rules alone: of the basic forms that the guide has, the one that keeps most of the word
 * counts most.
 * @param {Lexicon} lexicon
 * @param {string} key
 * @returns {Map<string, number>}
 */
export const guessedBases = (lexicon, key) => {
  const guesses = new Map()
  stemsOf(key).forEach((stem, depth) => {
    if (depth) accept(lexicon, stem, stem.length, false, guesses)
    // A possessive hides the end of what it is added to: profiilissa(ni), tili(n)si.
    for (const whole of depth ? [stem, stem + "n", stem + "t"] : [stem])
      for (let at = Math.max(2, whole.length - LONGEST_ENDING); at < whole.length; at++)
        (lexicon.rules.get(whole.slice(at)) || []).forEach(({ base, verb }, rank) =>
          accept(lexicon, whole.slice(0, at) + base, at - .2 * rank, verb, guesses))
  })
  const ranked = [...guesses].sort((a, b) => b[1] - a[1]).slice(0, MOST_GUESSES)
  return new Map(ranked.map(([base], rank) =>
    [base, WEIGHT.guessed * Math.pow(WEIGHT.nextGuess, rank)]))
}

// The word, and what is left of it without clitics and possessives.
const stemsOf = key => {
  const stems = [key]
  for (const tail of [CLITIC, POSSESSIVE, CLITIC]) {
    const bare = lastOf(stems).replace(tail, "")
    if (bare.length > 3 && bare !== lastOf(stems)) stems.push(bare)
  }
  if (CONDITIONAL.test(key)) stems.push(`${key.replace(CONDITIONAL, "is")}i`)
  return stems
}

// Take a guess if the guide has such a word, a verb for a verb's ending.
const accept = ({ entries, forms, lemmas }, base, kept, verb, guesses) => {
  const key = entries.has(base) ? base : base.replace(FOREIGN, "$1"), entry = entries.get(key)
  if (!entry || key.length < 2) return
  if (entry.lemmas.length) {
    if (entry.lemmas.some(number => lemmas[number].verb === verb)) raise(guesses, key, kept)
  } else if (entry.within.length && !verb) raise(guesses, key, kept)
  else for (const form of entry.forms)
    for (const lemma of forms[form].lemmas) raise(guesses, lemmas[lemma].key, kept)
}

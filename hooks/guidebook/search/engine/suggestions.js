// Words of the guide that are offered to whoever types.

import { likeness, pairsOf } from "./resemblance.js"
import { raise } from "./weights.js"
import { fold, wordsOf } from "./words.js"

/** @typedef {import("./reading.js").Lexicon} Lexicon */

/**
 * Words to try instead, when nothing was found.
 * @param {Lexicon} lexicon
 * @param {string} query
 * @returns {string[]}
 */
export const nearestWords = ({ lemmas }, query) => {
  const offered = new Map()
  for (const { word: asked } of wordsOf(query)) {
    const pairs = pairsOf(fold(asked))
    for (const { word, key, forms, plain } of lemmas)
      if (forms.length && !plain && key.length > 3) raise(offered, word, likeness(pairs, key))
  }
  return [...offered].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([word]) => word)
}

/**
 * The word that the last one typed begins, in the very form that stands in a heading most often.
 * @param {Lexicon} lexicon
 * @param {string} query
 * @returns {string} empty when there is none
 */
export const completionOf = ({ forms }, query) => {
  const words = query.match(/[\p{L}\p{N}]+$/u)
  if (!words || words[0].length < 3) return ""
  const start = words[0].toLowerCase()
  let best = "", most = 0
  for (const { word, places } of forms) {
    if (!word.startsWith(start)) continue
    const often = places.reduce((sum, place) => sum + 5 * place.title + place.text, 0)
    if (often > most) [best, most] = [word, often]
  }
  return best
}

// What counts as a word, the same as in words.py.

// Tags and entities are matched only to be passed over.
const SIGNS = /<[^>]*>|&#?\w+;|[\p{L}\p{N}]+(?:[:'’][\p{L}]+)*/gu

/**
 * All matches of a pattern that has the flag g; by exec, for older telephones.
 * @param {RegExp} pattern
 * @param {string} text
 * @returns {RegExpExecArray[]}
 */
export const matches = (pattern, text) => {
  const found = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) found.push(match)
  return found
}

/**
 * The words of a text or of HTML, in lower case, and where each begins.
 * @param {string} text
 * @returns {{ word: string, at: number }[]}
 */
export const wordsOf = text => matches(SIGNS, text)
  .filter(([sign]) => sign[0] !== "<" && sign[0] !== "&")
  .map(match => ({ word: match[0].toLowerCase().replace(/’/g, "'"), at: match.index }))

/**
 * A word without dots and accents, as on a keyboard that lacks them: the key it is compared by.
 * @param {string} word
 * @returns {string}
 */
export const fold = word =>
  /^[a-z0-9]*$/.test(word) ? word : word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")

/**
 * A phrase as the key that it is found by whole.
 * @param {string} phrase
 * @returns {string}
 */
export const keyOf = phrase => wordsOf(phrase).map(({ word }) => fold(word)).join(" ")

// How much words resemble each other by their letters alone.

/**
 * The number of letters to add, drop, change or swap, or limit + 1 when it is more than the limit.
 * @param {string} one
 * @param {string} other
 * @param {number} limit
 * @returns {number}
 */
export const distance = (one, other, limit) => {
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

/**
 * Which letters a word has, as bits: words whose bits differ much are not near each other.
 * @param {string} word
 * @returns {number}
 */
export const letters = word => {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 31)
  return bits
}

/**
 * How many bits are set.
 * @param {number} bits
 * @returns {number}
 */
export const count = bits => {
  let ones = 0
  for (; bits; bits &= bits - 1) ones++
  return ones
}

const pairs = word =>
  Array.from({ length: word.length + 1 }, (_, i) => (word[i - 1] || " ") + (word[i] || " "))

/**
 * A word's pairs of letters, those of its ends with a space.
 * @param {string} word
 * @returns {Set<string>}
 */
export const pairsOf = word => new Set(pairs(word))

/**
 * The share of pairs of letters that two words have in common, 0…1.
 * @param {Set<string>} own pairs of the one
 * @param {string} other
 * @returns {number}
 */
export const likeness = (own, other) =>
  2 * pairs(other).filter(pair => own.has(pair)).length / (own.size + other.length + 1)

// One scale for all that a word may lead to.

/** How much a match weighs beside the very form that was typed. */
export const WEIGHT = {
  exact: 1, folded: .96, inflected: .9,
  guessed: .85, nextGuess: .5, otherReading: .45, otherDots: .5,
  begun: .7, goesOn: .6, unfinished: .25, part: .8, parts: .7, halfKnown: .4,
  root: .2, sameStem: .6, kin: .15, near: .8, otherFirst: .4,
  // "only": of a word that the guide itself lacks
  synonym: .5, nearSynonym: .25, onlySynonym: .9, onlyNearSynonym: .5
}

/**
 * Let a key weigh at least so much.
 * @template K
 * @param {Map<K, number>} map
 * @param {K} key
 * @param {number} weight
 */
export const raise = (map, key, weight) => {
  if (weight > (map.get(key) || 0)) map.set(key, weight)
}

// Small tools for maps and ordered lists.

/**
 * Add a value to the list that a map holds for a key.
 * @template K, V
 * @param {Map<K, V[]>} map
 * @param {K} key
 * @param {V} value
 */
export const push = (map, key, value) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/**
 * @template T
 * @param {T[]} list
 * @returns {T}
 */
export const lastOf = list => list[list.length - 1]

/**
 * The first place in an ascending list that is not under a limit.
 * @template T
 * @param {ArrayLike<T>} ascending
 * @param {T} limit
 * @returns {number}
 */
export const firstFrom = (ascending, limit) => {
  let low = 0, high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < limit) low = middle + 1
    else high = middle
  }
  return low
}

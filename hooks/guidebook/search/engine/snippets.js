// What is shown of a section that was found.

import { firstFrom } from "./collections.js"
import { matches } from "./words.js"

/**
 * @typedef {import("./reading.js").Lexicon} Lexicon
 * @typedef {import("./reading.js").Sections} Sections
 * @typedef {{ title: string, text: string }} Snippet as HTML
 */

const TAGS = /<(\/?)[^>]*>/g
const MOST_BLOCKS = 2 // paragraphs, lists or tables of a section that are shown

/**
 * A section's title and the paragraphs, lists or tables that say most of what was asked, in their
 * order, with each of the forms in <mark>.
 * @param {Lexicon} lexicon
 * @param {Sections} sections
 * @param {number} doc
 * @param {Set<number>} forms
 * @returns {Snippet}
 */
export const snippetOf = (lexicon, sections, doc, forms) => {
  const { title, text } = sections.docs[doc], words = sections.texts[doc]
  const marked = (html, words, from, to) => {
    let made = "", done = from
    for (const i of within(words, forms, from, to)) {
      const start = words.at[i], end = start + lexicon.forms[words.form[i]].word.length
      made += `${html.slice(done, start)}<mark>${html.slice(start, end)}</mark>`
      done = end
    }
    return made + html.slice(done, to)
  }
  const blocks = tellingBlocks(text, words, forms)
  return {
    title: marked(title, sections.titles[doc], 0, title.length),
    text: blocks.map(([from, to]) => marked(text, words, from, to)).join("")
  }
}

// Which words of an extent are of the forms. Every word is looked at once, so no mark is set twice.
const within = (words, forms, from, to) => {
  const found = []
  for (let i = firstFrom(words.at, from); i < words.at.length && words.at[i] < to; i++)
    if (forms.has(words.form[i])) found.push(i)
  return found
}

// The blocks that hold most of the forms, in their order; the first when none holds any.
const tellingBlocks = (html, words, forms) => {
  const blocks = blocksOf(html)
  const holds = ([from, to]) => new Set(within(words, forms, from, to).map(i => words.form[i])).size
  const telling = blocks.map(block => ({ block, holds: holds(block) })).filter(({ holds }) => holds)
    .sort((a, b) => b.holds - a.holds || a.block[0] - b.block[0]).slice(0, MOST_BLOCKS)
    .map(({ block }) => block).sort((a, b) => a[0] - b[0])
  return telling.length ? telling : blocks.slice(0, 1)
}

// The outermost elements of a section's HTML as [from, to]; text outside of any is a block too.
const blocksOf = html => {
  const blocks = []
  let depth = 0, from = 0
  const end = at => {
    if (html.slice(from, at).trim()) blocks.push([from, at])
    from = at
  }
  for (const tag of matches(TAGS, html)) {
    if (!tag[1] && depth++ === 0) end(tag.index)
    if (tag[1] && --depth === 0) end(tag.index + tag[0].length)
  }
  end(html.length)
  return blocks
}

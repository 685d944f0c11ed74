// A search engine that knows Finnish. It knows nothing of the site's theme: give it the table that
// word_table.py wrote and the sections of the pages, ask with search(query), and show what it finds with
// shown(hit.doc, hit.forms).
//
// A word that is asked for becomes a set of the guide's own word forms, each with a weight: the
// form itself, its other inflections, compounds it is part of, words of the same root, words it
// begins. Only when all that is empty does a resemblance count. Sections are then weighed by the
// forms they hold.
//
// These are modules for whoever reads and checks them; what ships is one script, in which
// scripts.py joins them. So a name at the top of one must not stand at the top of another.

import { Meanings } from "./meaning.js"
import { clausesOf } from "./query.js"
import { Ranking, suresOf } from "./ranking.js"
import { Lexicon, Sections } from "./reading.js"
import { snippetOf } from "./snippets.js"
import { completionOf, nearestWords } from "./suggestions.js"

/**
 * @typedef {import("./reading.js").Table} Table
 * @typedef {import("./reading.js").Doc} Doc
 * @typedef {import("./ranking.js").Hit} Hit
 * @typedef {import("./snippets.js").Snippet} Snippet
 *
 * @typedef {{ groups: Hit[][], sure: number, close: number, nearest: string[], completion: string
 *   }} Found
 *   the sections that answer, by page and best first, with how many pages are among the best and
 *   how many worth showing; words to try when there are none; the word that the last one begins
 */

/** The search of a site. */
export class FinnishSearch {
  /**
   * @param {Table} table
   * @param {Doc[]} docs
   */
  constructor(table, docs) {
    this.lexicon = new Lexicon(table)
    this.sections = new Sections(docs, this.lexicon)
    this.lexicon.sort()
    this.meanings = new Meanings(this.lexicon)
    this.ranking = new Ranking(this.lexicon, this.sections)
  }

  /**
   * @param {string} typed
   * @returns {Found}
   */
  search(typed) {
    const query = typed.normalize("NFC").replace(/\u00ad/g, "")
    const clauses = clausesOf(query, this.lexicon, this.meanings)
    const groups = this.ranking.groups(clauses)
    const nearest = groups.length ? [] : nearestWords(this.lexicon, query)
    return { groups, ...suresOf(groups, clauses), nearest, completion: completionOf(this.lexicon, query) }
  }

  /**
   * What to show of a section, with the forms in <mark>.
   * @param {number} doc
   * @param {Set<number>} forms
   * @returns {Snippet}
   */
  shown(doc, forms) {
    return snippetOf(this.lexicon, this.sections, doc, forms)
  }

  /**
   * A form as it is written.
   * @param {number} form
   * @returns {string}
   */
  word(form) {
    return this.lexicon.forms[form].word
  }
}

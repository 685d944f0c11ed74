// The one place that knows the theme (Material for MkDocs 9): in the worker it puts FinnishSearch in the place of lunr, on the
// page it offers words to try when nothing was found. The worker's own code still takes the messages in and answers them.

(scope => {
  "use strict"

  const SHORTEST_MARK = 3 // letters; on the page reached the theme marks these letters wherever they stand
  const MOST_MARKS = 8
  const RESULT = 3 // the type of the theme's message that carries a result

  // A section as the theme shows it: its score, and which words it has (true, marked on the page) or lacks (false).
  const section = (engine, hit) => {
    const doc = engine.docs[hit.doc]
    const terms = {}
    for (const word of [...hit.forms].map(form => engine.forms[form].word).filter(word => word.length >= SHORTEST_MARK)
      .sort((a, b) => b.length - a.length).slice(0, MOST_MARKS)) terms[word] = true
    for (const word of hit.missing) terms[word] = false
    return Object.assign({}, doc, engine.shown(hit.doc, hit.forms), { score: hit.score, terms })
  }

  // The theme's answer to a query: { items: [[section, …] per page], suggest, nearest }. A page whose sections alone were
  // found stands among them with no score, as the theme wants it.
  const answer = (engine, query) => {
    const { groups, nearest, completion } = engine.search(query)
    const items = groups.map(group => {
      const sections = group.map(hit => section(engine, hit))
      const page = engine.pages[group[0].doc]
      if (!group.some(hit => hit.doc === page)) sections.push(Object.assign({}, engine.docs[page], { text: "", score: 0, terms: {} }))
      return sections
    })
    return { items, suggest: completion ? [completion] : [], nearest }
  }

  // In the worker. The theme hands the sections to what it takes for lunr's builder, takes the query apart with lunr's
  // lexer and asks the index; what the index returns is nothing, for the answer is ready when the theme posts its own.
  const inWorker = (table, language) => {
    const docs = []
    let engine, typed = [], found = null
    const builder = {
      use() {}, b() {}, ref() {}, field() {},
      add(doc) { docs.push(doc) },
      pipeline: { remove() {} }, searchPipeline: { remove() {} }
    }
    const lunr = scope.lunr = define => {
      docs.length = 0
      define.call(builder)
      engine = new FinnishSearch(table, docs)
      return {
        fields: [], invertedIndex: {},
        query: () => [],
        search() {
          found = answer(engine, typed.join(" "))
          typed = []
          return []
        }
      }
    }
    lunr[language] = {}
    lunr.tokenizer = {}
    lunr.Query = function () { this.clauses = [] }
    lunr.Query.presence = { OPTIONAL: 1, REQUIRED: 2, PROHIBITED: 3 }
    lunr.Query.wildcard = { NONE: 0, LEADING: 1, TRAILING: 2 }
    lunr.QueryParser = function () { this.parse = () => {} }
    lunr.QueryLexer = function (part) {
      this.run = () => { typed.push(part) }
      this.lexemes = [{ type: "TERM", str: part, start: 0, end: part.length }]
    }
    const post = scope.postMessage.bind(scope)
    scope.postMessage = message => {
      if (message.type === RESULT && found) message = { type: RESULT, data: found }
      found = null
      typed = []
      post(message)
    }
  }

  // On the page: after "no results", the nearest words as links among the results, where arrow keys find them too.
  const onPage = () => {
    const box = document.querySelector(".md-search__input")
    const list = document.querySelector(".md-search-result__list")
    if (!box || !list || !scope.component$) return
    box.addEventListener("input", () => box.dispatchEvent(new Event("keyup"))) // pasted or dictated words come without a key
    const search = word => {
      box.value = word
      box.focus()
      box.dispatchEvent(new Event("keyup"))
    }
    const offer = word => {
      const link = document.createElement("a")
      link.className = "md-search-result__link"
      link.href = `?q=${encodeURIComponent(word)}`
      link.tabIndex = -1
      const article = document.createElement("article")
      article.className = "md-search-result__article md-typeset"
      article.dataset.mdScore = "0"
      const title = document.createElement("h2")
      title.textContent = word
      article.append(title)
      link.append(article)
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        event.stopPropagation() // the theme would close the search
        search(word)
      })
      const row = document.createElement("li")
      row.className = "md-search-result__item"
      row.append(link)
      return row
    }
    scope.component$.subscribe(component => {
      if (!component.items || component.items.length || !component.nearest || !component.nearest.length) return
      const status = document.querySelector(".md-search-result__meta")
      status.textContent = `${status.textContent}. Tarkoititko: ${component.nearest.join(", ")}?`
      list.textContent = ""
      list.append(...component.nearest.map(offer))
    })
  }

  scope.searchFor = { inWorker, onPage, answer }
})(self)

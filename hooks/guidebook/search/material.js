// The one place that knows the theme (Material for MkDocs 9): in the worker it puts FinnishSearch
// in the place of lunr, on the page it offers words to try when nothing was found. The worker's own
// code still takes the messages in and answers them.

(scope => {
  "use strict"

  const SHORTEST_MARK = 3 // letters; the theme marks them wherever they stand on the page reached
  const MOST_MARKS = 8
  const RESULT = 3 // the type of the theme's message that carries a result

  // A section as the theme shows it: its score, and which words it has (true, marked on the page)
  // or lacks (false).
  const section = (engine, docs, hit) => {
    const terms = {}
    const words = [...hit.forms].map(form => engine.word(form))
      .filter(word => word.length >= SHORTEST_MARK)
      .sort((a, b) => b.length - a.length).slice(0, MOST_MARKS)
    for (const word of words) terms[word] = true
    for (const word of hit.missing) terms[word] = false
    const shown = engine.shown(hit.doc, hit.forms)
    return Object.assign({}, docs[hit.doc], shown, { score: hit.score, terms })
  }

  // The theme's answer to a query: { items: [[section, …] per page], suggest, nearest, sure, close }. A page
  // whose sections alone were found stands among them with no score, as the theme wants it.
  const answer = (engine, query) => {
    const { docs, pages } = engine.sections
    const { groups, nearest, completion, sure, close } = engine.search(query)
    const items = groups.map(group => {
      const sections = group.map(hit => section(engine, docs, hit))
      const page = pages[group[0].doc]
      if (!group.some(hit => hit.doc === page))
        sections.push(Object.assign({}, docs[page], { text: "", score: 0, terms: {} }))
      return sections
    })
    return { items, suggest: completion ? [completion] : [], nearest, sure, close }
  }

  // What the theme takes for lunr. It hands the sections to what it takes for lunr's builder, takes
  // the query apart with lunr's lexer and asks the index, which returns nothing.
  const lunrFor = (language, { read, hear, search }) => {
    const docs = []
    const builder = {
      use() {}, b() {}, ref() {}, field() {},
      add(doc) { docs.push(doc) },
      pipeline: { remove() {} }, searchPipeline: { remove() {} }
    }
    const lunr = define => {
      docs.length = 0
      define.call(builder)
      read(docs)
      return {
        fields: [], invertedIndex: {},
        query: () => [],
        search() {
          search()
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
      this.run = () => hear(part)
      this.lexemes = [{ type: "TERM", str: part, start: 0, end: part.length }]
    }
    return lunr
  }

  // In the worker: the answer is ready when the theme posts its own, and goes in the place of that.
  const inWorker = (table, language) => {
    let engine, typed = [], found = null
    scope.lunr = lunrFor(language, {
      read(docs) { engine = new FinnishSearch(table, docs) },
      hear(part) { typed.push(part) },
      search() {
        found = answer(engine, typed.join(" "))
        typed = []
      }
    })
    const post = scope.postMessage.bind(scope)
    scope.postMessage = message => {
      if (message.type === RESULT && found) message = { type: RESULT, data: found }
      found = null
      typed = []
      post(message)
    }
  }

  // A word to try, as a link among the results that searches for it.
  const offer = (word, search) => {
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

  const onPages = number => number === 1 ? "yhdellä sivulla" : `${number} sivulla`

  const statusText = (sure, others) => !sure ? "Ei varmoja osumia, lähimmät ensin"
    : `${sure === 1 ? "Paras osuma" : "Parhaat osumat"} ${onPages(sure)}`
      + (others ? `, muita ${onPages(others)}` : "")

  const edge = (list, at, ...content) => {
    const row = document.createElement("li")
    row.className = "haun-raja"
    row.append(...content)
    list.insertBefore(row, list.children[at] || null)
    return row
  }

  // Where the best end and where the weak begin, which stay out of sight until they are asked for.
  // The theme appends pages as one scrolls, so their end is no row of its own.
  const showSureness = (list, pages, sure, close) => {
    list.classList.remove("haku-kaikki")
    const most = list.children.length // what the theme shows at first
    if (close < pages && close <= most) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "haun-kaikki"
      button.textContent = `Näytä kaikki: ${pages - close} heikompaa`
      const row = edge(list, close, button)
      button.addEventListener("click", () => {
        const first = row.nextElementSibling && row.nextElementSibling.querySelector("a")
        list.classList.add("haku-kaikki")
        row.remove()
        if (first) first.focus()
      })
    }
    if (sure && sure < close && sure < most) edge(list, sure, "Muut osumat")
  }

  // On the page: after "no results" the nearest words stand among the results, where arrow keys
  // find them too.
  const onPage = () => {
    const box = document.querySelector(".md-search__input")
    const list = document.querySelector(".md-search-result__list")
    if (!box || !list || !scope.component$) return
    const typed = () => box.dispatchEvent(new Event("keyup"))
    box.addEventListener("input", typed) // pasted or dictated words come without a key
    const search = word => {
      box.value = word
      box.focus()
      typed()
    }
    const status = document.querySelector(".md-search-result__meta")
    scope.component$.subscribe(({ items, nearest, sure, close }) => {
      if (!items || !nearest) return
      if (items.length) {
        status.textContent = statusText(sure, close - sure)
        showSureness(list, items.length, sure, close)
      }
      if (items.length || !nearest.length) return
      status.textContent = `${status.textContent}. Tarkoititko: ${nearest.join(", ")}?`
      list.textContent = ""
      list.append(...nearest.map(word => offer(word, search)))
    })
  }

  scope.searchFor = { inWorker, onPage, answer }
})(self)

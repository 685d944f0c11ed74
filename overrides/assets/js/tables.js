// A table wider than its place: one of texts becomes a card for each row, with the headings of its columns; one of
// numbers, and one without headings, scrolls in a frame that has a name and that keys reach.

(() => {
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell", TH: "rowheader" }

  const words = element => element?.innerText.trim().replace(/\s+/g, " ") ?? ""

  const frameOf = table => {
    const made = table.closest(".md-typeset__scrollwrap, .taulukon-kehys")
    if (made || !table.classList.length) return made // the theme frames those without a class
    const frame = document.createElement("div")
    frame.className = "taulukon-kehys"
    table.before(frame)
    frame.append(table)
    return frame
  }

  // The nearest words above it that name a table.
  const name = table => {
    const given = table.caption ?? table.closest("figure")?.querySelector(".kuvio-otsikko, figcaption")
    if (given) return words(given)
    const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")]
    const before = it => it.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING
    return words(headings.findLast(before)).replace(/\s*#$/, "")
  }

  const headings = table => {
    const rows = table.tHead?.rows ?? []
    const plain = [...table.querySelectorAll("th, td")].every(cell => cell.colSpan === 1 && cell.rowSpan === 1)
    const stacks = rows.length === 1 && plain && !table.matches(".lukutaulukko")
    return stacks ? [...rows[0].cells].map(words) : []
  }

  const label = (table, heads) => {
    if (table.role) return
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) part.role = ROLES[part.tagName]
    for (const head of table.tHead.rows[0].cells) head.role = "columnheader"
    for (const row of table.tBodies[0].rows) {
      for (const [index, cell] of [...row.cells].entries()) cell.dataset.otsikko = heads[index] ?? ""
    }
  }

  const widths = new WeakMap()
  const fit = frame => {
    if (widths.get(frame) === frame.clientWidth) return
    widths.set(frame, frame.clientWidth)
    const table = frame.querySelector("table")
    frame.toggleAttribute("data-pinottu", false)
    const wide = frame.scrollWidth > frame.clientWidth + 1
    const heads = wide ? headings(table) : []
    const scrolls = wide && !heads.length
    if (heads.length) label(table, heads)
    frame.toggleAttribute("data-pinottu", heads.length > 0)
    frame.toggleAttribute("data-vierii", scrolls)
    frame.role = scrolls ? "region" : null
    frame.ariaLabel = scrolls ? `Taulukko, vieritettävissä sivusuunnassa: ${name(table)}` : null
    if (scrolls) frame.tabIndex = 0
    else frame.removeAttribute("tabindex")
  }

  const sizes = new ResizeObserver(entries => entries.forEach(({ target }) => fit(target)))
  const watch = () => {
    for (const frame of [...document.querySelectorAll("article table")].map(frameOf)) {
      if (frame) sizes.observe(frame)
    }
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch)
  else watch()
  addEventListener("load", watch)
})()

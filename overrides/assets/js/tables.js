// A table that scrolls can be scrolled by keys too, and its frame says what it is.

(() => {
  const words = element => element?.innerText.trim().replace(/\s+/g, " ").replace(/\s*#$/, "") ?? ""

  // The nearest words that name a table.
  const name = table => {
    const given = table.caption ?? table.closest("figure")?.querySelector(".kuvio-otsikko, figcaption")
    const before = heading => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING
    return words(given ?? [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].findLast(before))
  }

  const fit = frame => {
    const scrolls = frame.scrollWidth > frame.clientWidth + 1
    if (scrolls === frame.hasAttribute("tabindex")) return
    frame.role = scrolls ? "region" : null
    frame.ariaLabel = scrolls ? `Taulukko, vieritettävissä sivusuunnassa: ${name(frame.querySelector("table"))}` : null
    if (scrolls) frame.tabIndex = 0
    else frame.removeAttribute("tabindex")
  }

  const sizes = new ResizeObserver(entries => entries.forEach(({ target }) => fit(target)))
  for (const frame of document.querySelectorAll(".taulukon-kehys")) sizes.observe(frame)
})()

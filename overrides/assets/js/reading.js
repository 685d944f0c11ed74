// Where the reader is on the page: the section and how far, told on the bar that opens the contents of the page.

(() => {
  const bar = document.querySelector("[data-sisallys]")
  const article = document.querySelector("article")
  if (!bar || !article) return

  const box = bar.querySelector("details")
  const summary = bar.querySelector("summary")
  const told = bar.querySelector(".sisallys__kohta")
  const links = [...bar.querySelectorAll("a")]
  const headings = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  const LINE = .35 // of the window: what has come above it is being read

  const read = () => {
    if (!bar.checkVisibility()) return
    const { top, height } = article.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight)))
    const at = headings.findLastIndex(heading => heading?.getBoundingClientRect().top < innerHeight * LINE)
    bar.style.setProperty("--osuus", share)
    told.textContent = links[at]?.textContent ?? ""
    told.lang = links[at]?.lang ?? ""
    links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "location")
      else link.removeAttribute("aria-current")
    })
  }

  let asked = false
  const ask = () => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      read()
    })
  }

  const close = () => {
    const within = box.open && box.contains(document.activeElement)
    box.open = false
    if (within) summary.focus()
  }

  addEventListener("scroll", ask, { passive: true })
  addEventListener("resize", ask)
  box.addEventListener("toggle", () => {
    if (box.open) bar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" })
  })
  box.addEventListener("click", ({ target }) => { if (target.closest("a")) box.open = false })
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && box.open) close() })
  document.addEventListener("click", ({ target }) => { if (!bar.contains(target)) box.open = false })
  bar.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !bar.contains(relatedTarget)) box.open = false
  })
  read()
})()

// What a reader does with the boxes: ticks of a checklist are kept in this browser only, templates and whole sheets are
// copied as text. What sheets keep is forgotten here, since every page loads this.

(() => {
  const KEY = "opas-rastit"

  const SHEETS = "opas-arkit", PROGRAMME = "opas-ohjelma"
  const KEPT_FOR = 90 * 24 * 60 * 60 * 1000

  // What the reader had kept of the workbook is forgotten in time, whichever page is opened.
  const forget = () => {
    const fresh = kept => Date.now() - kept?.saved <= KEPT_FOR // what tells no day is not
    const kept = key => {
      try { return JSON.parse(localStorage.getItem(key)) ?? {} } catch { return {} }
    }
    try {
      const sheets = Object.entries(kept(SHEETS)), left = sheets.filter(([, sheet]) => fresh(sheet) && sheet.values)
      if (!left.length) localStorage.removeItem(SHEETS)
      else if (left.length < sheets.length) localStorage.setItem(SHEETS, JSON.stringify(Object.fromEntries(left)))
      if (!fresh(kept(PROGRAMME))) localStorage.removeItem(PROGRAMME)
    } catch { /* a browser that keeps nothing has nothing to forget */ }
  }
  forget()

  const ticks = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? {} } catch { return {} }
  }

  // Kept is what differs from the page: its writer may have ticked a box.
  const keep = (name, ticked, given) => {
    const kept = ticks()
    if (ticked === given) delete kept[name]
    else kept[name] = ticked
    try { localStorage.setItem(KEY, JSON.stringify(kept)) } catch { /* a browser that keeps nothing still ticks */ }
  }

  const button = (text, act) => {
    const made = document.createElement("button")
    made.type = "button"
    made.textContent = text
    made.addEventListener("click", () => act(made))
    return made
  }

  const actions = (box, ...buttons) => {
    const row = document.createElement("div")
    row.className = "lohko__teot"
    row.dataset.searchExclude = ""
    row.append(...buttons)
    box.append(row)
  }

  const makeTickable = box => {
    const kept = ticks()
    const page = document.querySelector("article")?.dataset.sivu ?? location.pathname
    const inputs = [...box.querySelectorAll("li")].filter(item => !item.querySelector("li")).map(item => {
      const label = document.createElement("label")
      const input = document.createElement("input")
      input.type = "checkbox"
      const name = `${page}|${item.textContent.trim().replace(/\s+/g, " ")}`
      const given = item.matches(".rastittu")
      input.checked = kept[name] ?? given
      input.addEventListener("change", () => keep(name, input.checked, given))
      label.append(input, ...item.childNodes)
      item.append(label)
      item.classList.add("rastitettava")
      return input
    })
    const clear = () => {
      for (const input of inputs.filter(input => input.checked)) {
        input.checked = false
        input.dispatchEvent(new Event("change"))
      }
    }
    return button("Tyhjennä rastit", clear)
  }

  const GAP = "________"

  const FIELD = ".arkin-kentta, .arkin-valinta input" // of sheet.js
  const filled = field => field.type === "radio" ? (field.checked ? "x" : "") : field.value

  const words = block => {
    const copy = block.cloneNode(true)
    const values = [...block.querySelectorAll(FIELD)].map(filled)
    for (const [at, field] of [...copy.querySelectorAll(FIELD)].entries()) field.replaceWith(values[at])
    for (const left of copy.querySelectorAll(".lohko__teot, .headerlink")) left.remove()
    for (const room of copy.querySelectorAll(".kentan-tila")) {
      const told = room.textContent.trim() || GAP
      room.replaceWith(room.closest(".kentta-rivissa") ? told : `: ${told}\n`)
    }
    return copy.textContent.split("\n").map(line => line.trim().replace(/[ \t]+/g, " ")).filter(Boolean)
      .join(copy.querySelector(".kentta:not(.kentta-rivissa)") ? "\n" : " ")
  }

  const plain = box => {
    const lines = []
    for (const block of box.querySelectorAll("p, li, h1, h2, h3, h4, tr")) {
      if (box.matches(".lohko") && block.matches(".lohko-otsikko")) continue
      if (block.parentElement.closest("li, p, tr") || block.closest(".lohko__teot")) continue
      const text = block.matches("tr") ? [...block.cells].map(words).join("\t") : words(block)
      if (!text.trim()) continue
      if (block.matches("tr")) {
        lines.push(block.matches(":last-child") && !block.closest("thead") ? `${text}\n` : text)
        continue
      }
      const list = block.matches("li") && block.parentElement
      if (list && list.matches("ol")) lines.push(`${list.start + [...list.children].indexOf(block)}. ${text}`)
      else lines.push(list ? `- ${text}` : `${text}\n`)
    }
    return `${lines.join("\n").trim()}\n`
  }

  const copy = box => button("Kopioi tekstinä", async pressed => {
    const before = pressed.textContent
    try {
      await navigator.clipboard.writeText(plain(box))
      pressed.textContent = "Kopioitu leikepöydälle"
    } catch {
      getSelection().selectAllChildren(box)
      pressed.textContent = "Teksti on valittu: kopioi se näppäimillä Ctrl + C"
    }
    setTimeout(() => { pressed.textContent = before }, 4000)
  })

  for (const box of document.querySelectorAll(".lohko-malli, .lohko-tarkistuslista")) {
    const copying = copy(box)
    copying.setAttribute("aria-live", "polite")
    if (box.matches(".lohko-tarkistuslista")) actions(box, copying, makeTickable(box))
    else actions(box, copying)
  }

  const sheet = document.querySelector(".arkin-teot")
  if (sheet) {
    sheet.closest("article").addEventListener("tyhjenna-kaikki", () => {
      for (const input of document.querySelectorAll(".rastitettava input:checked")) input.checked = false
      try { localStorage.removeItem(KEY) } catch { /* nothing was kept */ }
    })
    const copying = copy(sheet.closest("article"))
    copying.textContent = "Kopioi koko arkki tekstinä"
    copying.className = "nappi nappi--kevyt"
    copying.setAttribute("aria-live", "polite")
    sheet.append(copying)
  }
})()

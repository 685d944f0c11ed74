// A sheet of the workbook is filled where it stands: what paper leaves room for becomes a field. Nothing is kept before the
// reader says so, and then in this browser alone and for ninety days (boxes.js forgets). Without this script it is a form to print.

(() => {
  const article = document.querySelector("article:has(.arkin-teot)")
  if (!article) return
  const KEY = "opas-arkit"
  const page = article.dataset.sivu ?? location.pathname
  const words = element => element.textContent.replace(/[\u00ad#]/g, "").replace(/\s+/g, " ").trim()

  const read = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? {} } catch { return {} }
  }
  // Whether it is kept: a browser that keeps nothing still fills.
  const write = all => {
    try {
      if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all))
      else localStorage.removeItem(KEY)
      return true
    } catch {
      return false
    }
  }

  const names = new Map()
  const fields = []
  const enter = (field, label, name = label) => {
    const times = (names.get(name) ?? 0) + 1
    names.set(name, times)
    field.dataset.kentta = times > 1 ? `${name} (${times})` : name
    field.setAttribute("aria-label", times > 1 && name === label ? `${label} (${times})` : label)
    field.autocomplete = "off"
    fields.push(field)
    return field
  }

  const area = (label, rows) => {
    const field = document.createElement("textarea")
    field.rows = rows
    if (rows > 1) field.style.minHeight = `${1.6 * rows}em` // it grows with what is written
    field.className = "arkin-kentta"
    return enter(field, label)
  }

  const input = label => {
    const field = document.createElement("input")
    field.className = "arkin-kentta"
    return enter(field, label)
  }

  for (const room of article.querySelectorAll(".kentta > .kentan-tila")) {
    const label = words(room.parentElement.querySelector(".kentan-nimi"))
    const rows = room.children.length
    room.replaceChildren(rows > 1 ? area(label, rows) : input(label))
    room.classList.add("kentan-tila--taytettava")
  }

  // Heads that begin with a number are a scale: of its cells one in a row is chosen.
  const SCALE = /^(\d+)\b/
  for (const [number, table] of [...article.querySelectorAll("table")].entries()) {
    const heads = [...table.rows[0].cells].map(words)
    for (const [at, row] of [...table.rows].slice(1).entries()) {
      const label = words(row.cells[0]) || `rivi ${at + 1}`
      for (const [column, cell] of [...row.cells].entries()) {
        if (words(cell) || cell.children.length) continue
        if (column && SCALE.test(heads[column])) {
          const radio = enter(document.createElement("input"), `${label} ${heads[column]}`)
          Object.assign(radio, { type: "radio", name: `taulukko-${number}-${at}`, value: SCALE.exec(heads[column])[1] })
          const target = document.createElement("label")
          target.append(radio)
          cell.append(target)
          cell.classList.add("arkin-valinta")
        } else cell.append(area(`${label}, ${heads[column] ?? ""}`, 1))
      }
    }
  }
  if (!fields.length) return

  const value = field => field.type === "radio" ? field.checked : field.value
  const written = field => field.type === "radio" ? (field.checked ? "x" : "") : field.value
  const set = (field, given) => {
    if (field.type === "radio") field.checked = given
    else field.value = given
  }
  const told = () => article.dispatchEvent(new CustomEvent("arkki"))

  const consent = document.createElement("input")
  consent.type = "checkbox"
  const keep = () => {
    const all = read()
    const values = Object.fromEntries(fields.filter(value).map(field => [field.dataset.kentta, value(field)]))
    delete all[page]
    if (consent.checked) all[page] = { saved: Date.now(), values }
    if (write(all) || !consent.checked) return
    consent.checked = false
    tell("Selain ei anna muistaa: sen muisti on täynnä tai pois käytöstä. Tulosta tai lataa arkki ennen kuin suljet sivun.")
  }
  article.addEventListener("input", event => {
    if (!fields.includes(event.target)) return
    if (consent.checked) keep()
    told()
  })
  consent.addEventListener("change", keep)

  const clear = () => {
    for (const field of fields) set(field, field.type === "radio" ? false : "")
    consent.checked = false
    told()
  }

  const button = (text, act) => {
    const made = document.createElement("button")
    Object.assign(made, { type: "button", textContent: text })
    made.addEventListener("click", () => act(made))
    return made
  }

  // A cell that would be a formula is text; a number with its sign is none.
  const harmless = text => /^[=+\-@\t\r]/.test(text) && !/^[+-][\d\s.,]+$/.test(text) ? `'${text}` : text
  const quoted = text => `"${harmless(text).replace(/"/g, '""')}"`
  const shown = cell => {
    const field = cell.querySelector(".arkin-kentta, input")
    return field ? written(field) : words(cell)
  }
  const csv = () => {
    const lines = [...article.querySelectorAll(".kentta")].map(field =>
      [words(field.querySelector(".kentan-nimi")), field.querySelector("input, textarea").value])
    for (const table of article.querySelectorAll("table")) lines.push([], ...[...table.rows].map(row => [...row.cells].map(shown)))
    return `\ufeff${lines.map(line => line.map(quoted).join(";")).join("\r\n")}\r\n`
  }

  const slug = page.split("/").filter(Boolean).pop() ?? "arkki"
  const save = (name, type, content) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([content], { type }))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }

  const row = document.createElement("div")
  row.className = "arkin-muisti"
  row.dataset.searchExclude = ""
  const label = document.createElement("label")
  label.append(consent, " Muista täyttämäni tässä selaimessa (90 päivää)")
  const note = document.createElement("p")
  note.setAttribute("role", "status")
  const tell = text => { note.textContent = text }
  tell("Täyttämäsi ei lähde laitteeltasi. Ellet pyydä muistamaan, se katoaa, kun suljet sivun.")
  row.append(label, note, button("Tulosta arkki", () => print()),
    button("Lataa taulukkona (CSV)", () => save(`${slug}.csv`, "text/csv;charset=utf-8", csv())),
    button("Tyhjennä tämä arkki", () => {
      clear()
      keep()
      tell("Arkki on tyhjä.")
    }),
    button("Tyhjennä kaikki", () => {
      clear()
      write({})
      article.dispatchEvent(new CustomEvent("tyhjenna-kaikki"))
      tell("Kaikki arkit on tyhjennetty tästä selaimesta.")
    }))
  article.querySelector("h1").after(row)

  const kept = read()[page]
  if (kept?.values && Number.isFinite(kept.saved)) {
    consent.checked = true
    for (const field of fields) if (field.dataset.kentta in kept.values) set(field, kept.values[field.dataset.kentta])
    tell(`Täytetty ${new Intl.DateTimeFormat("fi").format(kept.saved)}. Selain unohtaa arkin 90 päivää viimeisestä muutoksesta.`)
  }
  self.arkki = { article, row, words, written, button, save, tell, slug, remembers: () => consent.checked, keep }
  told()
})()

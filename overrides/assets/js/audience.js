// Where one's own followers would stand, out of the percentiles that the guide publishes in luvut.json: any series whose rows
// are called p05, p10 … or, of several groups, GROUP-p05, and the quartiles of one's own survey. The number goes nowhere and is not kept; the table says the same.

(() => {
  const heading = document.querySelector("article h1")
  const script = document.currentScript
  if (!heading || !script || location.protocol === "file:") return // from a disk nothing can be fetched: then the table is there
  const NUMBERS = new URL("../../luvut.json", script.src)
  const KEY = /^(?:(.+)-)?p(\d\d)$/
  const QUARTILES = { alakvartiili: 25, mediaani: 50, ylakvartiili: 75 }
  const BY_GROUP = /^(.+)-(alakvartiili|mediaani|ylakvartiili)-(.+)$/

  // The groups that the guide has percentiles of: a name, of how many, from what, and the points in order. Of quartiles there
  // is a series for each, whose rows are groups: by channel, and by field and channel.
  const groupsOf = numbers => {
    const groups = new Map()
    const add = (id, group, row, percent) => {
      if (row.value === null || row.withheld) return
      if (!groups.has(id)) groups.set(id, { ...group, n: row.n, points: [] })
      groups.get(id).points.push({ percent, value: row.value })
    }
    for (const { id, kind, withheld, label, collections, rows } of numbers) {
      if (kind !== "series" || withheld) continue
      const [, of, quartile, by] = BY_GROUP.exec(id) ?? []
      for (const row of rows) {
        const [, part, percent] = KEY.exec(row.key) ?? []
        if (quartile) add(`${of} ${by} ${row.key}`, { name: row.label, collections }, row, QUARTILES[quartile])
        else if (percent) add(`${id} ${part}`, { name: (part ? row.label : label).split(":")[0], collections }, row, Number(percent))
      }
    }
    for (const { points } of groups.values()) points.sort((a, b) => a.percent - b.percent)
    return [...groups.values()].filter(({ points }) => points.length > 2)
  }

  const place = ({ points }, followers) => {
    const under = points.filter(({ value }) => value <= followers).pop()
    const over = points.find(({ value }) => value > followers)
    if (!under) return `alle ${over.percent} prosentilla`
    if (!over) return `yli ${under.percent} prosentilla`
    return `noin ${under.percent}–${over.percent} prosentilla`
  }

  const box = document.createElement("form")
  box.className = "arkin-muisti missa-olen"
  box.dataset.searchExclude = ""
  const role = document.createElement("select")
  const count = Object.assign(document.createElement("input"), { type: "number", min: "0", step: "1", inputMode: "numeric", required: true })
  const result = document.createElement("p")
  result.setAttribute("role", "status")
  const label = (text, field) => {
    const made = document.createElement("label")
    made.append(`${text} `, field)
    return made
  }
  const button = Object.assign(document.createElement("button"), { type: "submit", textContent: "Näytä" })

  // In its place before the page is seen, so that nothing moves once the numbers come.
  box.addEventListener("submit", event => event.preventDefault())
  box.append(label("Vertaa ryhmään", role), label("Seuraajiani", count), button, result)
  heading.nextElementSibling.after(box)

  const start = groups => {
    for (const { title } of new Map(groups.map(({ collections: [data] }) => [data.id, data])).values()) {
      const made = Object.assign(document.createElement("optgroup"), { label: title })
      for (const [at, group] of groups.entries()) if (group.collections[0].title === title) made.append(new Option(group.name, at))
      role.append(made)
    }
    const show = () => {
      const followers = count.valueAsNumber
      if (!Number.isInteger(followers) || followers < 0) return
      const group = groups[role.value]
      const [data] = group.collections
      result.textContent = `Ryhmä ”${group.name}”: ${place(group, followers)} oli enintään niin paljon seuraajia kuin sinulla. `
        + `Pohja n = ${group.n.toLocaleString("fi")}. Aineisto: ${data.title}, mitattu ${data.measured}. `
        + "Rajat on pyöristetty. Vertailu koskee vain aineiston joukkoa. Sijoitus ei kerro, onko luku hyvä."
    }
    box.addEventListener("submit", show)
    role.addEventListener("change", show)
  }

  fetch(NUMBERS).then(answer => answer.json()).then(numbers => {
    const groups = groupsOf(numbers)
    if (groups.length) start(groups)
    else box.remove()
  }).catch(() => box.remove())
})()

// Where one's own followers would stand, out of the percentiles that the guide publishes in luvut.json: any series whose rows
// are called p05, p10 … or, of several groups, GROUP-p05. The number goes nowhere and is not kept; the table says the same.

(() => {
  const heading = document.querySelector("article h1")
  const script = document.currentScript
  if (!heading || !script) return
  const NUMBERS = new URL("../../luvut.json", script.src)
  const KEY = /^(?:(.+)-)?p(\d\d)$/

  // The groups of a series: a name, whom it is of, and its percentiles in order.
  const groupsOf = entry => {
    const groups = new Map()
    for (const row of entry.rows ?? []) {
      const [, group = "", percent] = KEY.exec(row.key) ?? []
      if (!percent || row.value === null) continue
      if (!groups.has(group)) groups.set(group, { name: (group ? row : entry).label.split(":")[0], n: row.n, from: entry.collections, points: [] })
      groups.get(group).points.push({ percent: Number(percent), value: row.value })
    }
    return [...groups.values()]
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

  const start = groups => {
    for (const [at, group] of groups.entries()) role.append(new Option(group.name, at))
    box.append(label("Vertaa ryhmään", role), label("Seuraajiani", count), button, result)
    const show = () => {
      const followers = count.valueAsNumber
      if (!Number.isInteger(followers) || followers < 0) return
      const group = groups[role.value]
      const [data] = group.from
      result.textContent = `Ryhmä ”${group.name}”: ${place(group, followers)} oli enintään niin paljon seuraajia kuin sinulla. `
        + `Pohja n = ${group.n.toLocaleString("fi")}. Aineisto: ${data.title}, mitattu ${data.measured}. `
        + "Rajat on pyöristetty. Sijoitus ei kerro, onko luku hyvä."
    }
    box.addEventListener("submit", event => {
      event.preventDefault()
      show()
    })
    role.addEventListener("change", show)
    heading.nextElementSibling.after(box)
  }

  // A copy that is read from a disk may fetch nothing: then the table is there.
  fetch(NUMBERS).then(answer => answer.json()).then(numbers => {
    const groups = numbers.filter(({ withheld, kind }) => kind === "series" && !withheld).flatMap(groupsOf)
    if (groups.length) start(groups)
  }).catch(() => {})
})()

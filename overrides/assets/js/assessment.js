// The self-assessment counts itself. One person's answers show that person's view alone; where the means of both groups are
// filled in, the sheet says which step carries and what to do next. The limit and the moves are those of the page.

(() => {
  const { article, words } = self.arkki ?? {}
  const [answers, means, steps] = article?.querySelectorAll("table") ?? []
  if (!steps) return
  const LIMIT = 1.5
  const number = text => Number(text.replace(",", "."))
  const shown = value => value.toLocaleString("fi", { maximumFractionDigits: 1 })

  // The rows of the last table: a name, the statements it covers (none for the level below the first), its next move.
  const ladder = [...steps.tBodies[0].rows].map(row => {
    const [name, first, last] = /^(.*?)(?: (\d+)–(\d+))?$/.exec(words(row.cells[0])).slice(1)
    return { name, first: Number(first), last: Number(last), carries: row.cells[1].querySelector("textarea"), move: words(row.cells[2]) }
  })
  const own = () => [...answers.tBodies[0].rows].map(row => row.querySelector("input:checked")?.value).map(value => value && Number(value))

  const box = (after, name) => {
    const made = document.createElement("div")
    made.className = "lohko lohko-huom arvion-tulos"
    made.setAttribute("role", "status")
    made.setAttribute("aria-label", name)
    made.hidden = true
    const frame = after.closest(".taulukon-kehys") ?? after
    frame.after(made)
    return made
  }
  const write = (into, lines) => into.replaceChildren(...lines.map(line => Object.assign(document.createElement("p"), { textContent: line })))

  const highest = points => {
    let reached = ladder[0]
    for (const step of ladder.slice(1)) {
      const values = points.slice(step.first - 1, step.last)
      if (!values.every(value => value >= LIMIT)) break
      reached = step
    }
    return reached
  }
  const next = step => `Seuraava siirto: ${step.move}`

  const person = box(answers, "Vastaajan tulos")
  const tellPerson = () => {
    const points = own(), given = points.filter(value => value !== undefined)
    person.hidden = !given.length
    if (given.length < points.length) {
      write(person, [`Vastattu ${given.length}/${points.length} väittämään. Tulos tulee, kun kaikkiin on vastattu.`])
      return
    }
    const sum = given.reduce((total, value) => total + value, 0)
    const parts = ladder.slice(1).map(({ name, first, last }) =>
      `${name} ${points.slice(first - 1, last).reduce((total, value) => total + value, 0)}/${2 * (last - first + 1)}`)
    const reached = highest(points)
    write(person, [`Pisteitä ${sum}/${2 * points.length}: ${parts.join(", ")}.`,
      `Näiden vastausten mukaan ylin kantava porras on ${reached.name.toLowerCase()}: porras kantaa, kun sen jokainen väittämä pitää paikkansa kaikkien kohdalla ja alemmatkin kantavat.`,
      next(reached), "Tämä on yhden vastaajan kuva. Organisaation tulos lasketaan ryhmien keskiarvoista alempana."])
  }

  const whole = box(steps, "Organisaation tulos")
  const tellWhole = () => {
    const rows = [...means.tBodies[0].rows].map(row => [...row.querySelectorAll("textarea")])
    const experts = rows.map(([, cell]) => cell.value.trim() ? number(cell.value) : NaN)
    const managers = rows.map(([cell]) => cell.value.trim() ? number(cell.value) : NaN)
    const gaps = rows.map((_, at) => Math.abs(managers[at] - experts[at]))
    for (const [at, [, , enough, gap]] of rows.entries()) {
      if (!Number.isNaN(experts[at])) enough.value = experts[at] >= LIMIT ? "kyllä" : "ei"
      if (!Number.isNaN(gaps[at])) gap.value = shown(gaps[at])
    }
    whole.hidden = experts.some(Number.isNaN)
    if (whole.hidden) return
    const reached = highest(experts)
    for (const step of ladder.slice(1))
      step.carries.value = experts.slice(step.first - 1, step.last).every(value => value >= LIMIT) ? "kyllä" : "ei"
    const widest = gaps.map((gap, at) => [gap, at + 1]).filter(([gap]) => gap > 0).sort((a, b) => b[0] - a[0]).slice(0, 2)
    write(whole, [`Ylin kantava porras on ${reached.name.toLowerCase()}: asiantuntijoiden keskiarvo on sen ja alempien jokaisessa väittämässä vähintään ${shown(LIMIT)}.`,
      next(reached), ...widest.length ? [`Puhukaa ensin väittämistä, joissa ryhmien ero on suurin: ${widest.map(([gap, at]) => `${at} (ero ${shown(gap)})`).join(" ja ")}.`] : []])
  }

  const tell = () => {
    tellPerson()
    tellWhole()
  }
  article.addEventListener("arkki", tell)
  tell()
})()

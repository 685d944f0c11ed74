// The programme knows its day and goes into a calendar. The days are those of the page's checklists, Monday to Friday; the
// day of the start is kept with the sheet, if the reader has its fields kept.

(() => {
  const { article, words, save } = self.arkki ?? {}
  const DAY = /^(maanantai|tiistai|keskiviikko|torstai|perjantai):\s*/i
  const days = [...article?.querySelectorAll(".lohko-tarkistuslista li") ?? []].filter(item => DAY.test(words(item)))
  if (!days.length) return
  const KEY = "opas-ohjelma", WEEK = 5
  const page = words(article.querySelector("h1"))

  const local = date => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, "0")).join("-")
  const plus = (date, more) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + more)
  const parsed = text => /^2\d{3}-\d\d-\d\d$/.test(text) ? new Date(...text.split("-").map((part, at) => Number(part) - (at === 1 ? 1 : 0))) : null
  const monday = date => plus(date, (8 - date.getDay()) % 7) // the same day, or the next
  const dayOf = (start, at) => plus(start, 7 * Math.floor(at / WEEK) + at % WEEK)
  const told = date => new Intl.DateTimeFormat("fi", { weekday: "long", day: "numeric", month: "numeric" }).format(date)
  const task = at => words(days[at]).replace(DAY, "")

  const start = Object.assign(document.createElement("input"), { type: "date", min: "2000-01-01", max: "2999-12-01" })
  const time = Object.assign(document.createElement("input"), { type: "time" })
  const status = document.createElement("p")
  status.setAttribute("role", "status")

  const keep = () => {
    try {
      if (self.arkki.remembers() && start.value) localStorage.setItem(KEY, JSON.stringify({ saved: Date.now(), start: start.value, time: time.value }))
      else localStorage.removeItem(KEY)
    } catch { /* the day is then not remembered */ }
  }

  const show = () => {
    const first = parsed(start.value), today = parsed(local(new Date()))
    for (const item of days) item.removeAttribute("aria-current")
    calendar.disabled = !first
    if (!first) {
      status.textContent = "Valitse päivä, jona aloitat. Ohjelma alkaa maanantaista."
      return
    }
    const at = days.findIndex((_, number) => local(dayOf(first, number)) === local(today))
    if (at >= 0) {
      days[at].setAttribute("aria-current", "date")
      status.textContent = `Tänään on ohjelman päivä ${at + 1}/${days.length}: ${task(at)}`
    } else if (today < first) status.textContent = `Ohjelma alkaa ${told(first)}`
    else if (today > dayOf(first, days.length - 1)) status.textContent = `Ohjelma päättyi ${told(dayOf(first, days.length - 1))} Vastaa arvion kysymyksiin.`
    else {
      const coming = days.findIndex((_, number) => dayOf(first, number) > today)
      status.textContent = `Tänään on vapaata. Seuraavaksi, ${told(dayOf(first, coming))}: ${task(coming)}`
    }
  }
  const change = () => {
    const given = parsed(start.value)
    if (given) start.value = local(monday(given))
    keep()
    show()
  }
  start.addEventListener("change", change)
  time.addEventListener("change", keep)

  // RFC 5545: lines of at most 75 octets, ended by CRLF; a day of the reader's own calendar, without a time zone.
  const fold = line => {
    const parts = [""]
    let octets = 0
    for (const sign of line) {
      const size = new TextEncoder().encode(sign).length
      if (octets + size > 75) {
        parts.push(" ")
        octets = 1
      }
      parts[parts.length - 1] += sign
      octets += size
    }
    return parts.join("\r\n")
  }
  const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n")
  const flat = text => text.replace(/[-:]/g, "")
  const ics = () => {
    const first = parsed(start.value)
    const stamp = flat(new Date().toISOString().replace(/\.\d+/, ""))
    const events = days.flatMap((item, at) => {
      const day = dayOf(first, at)
      const when = time.value ? [`DTSTART:${flat(local(day))}T${flat(time.value)}00`, "DURATION:PT20M"]
        : [`DTSTART;VALUE=DATE:${flat(local(day))}`, `DTEND;VALUE=DATE:${flat(local(plus(day, 1)))}`]
      return ["BEGIN:VEVENT", `UID:${flat(local(first))}-${at + 1}@someopas.invalid`, `DTSTAMP:${stamp}`, ...when,
        `SUMMARY:${escaped(`${page} ${at + 1}/${days.length}`)}`, `DESCRIPTION:${escaped(task(at))}`, "TRANSP:TRANSPARENT", "END:VEVENT"]
    })
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Asiantuntijan someopas//30 paivan ohjelma//FI", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"]
      .map(line => `${fold(line)}\r\n`).join("")
  }

  const calendar = Object.assign(document.createElement("button"), { type: "button", textContent: "Lataa kalenteriin (.ics)" })
  calendar.addEventListener("click", () => save("ohjelma.ics", "text/calendar;charset=utf-8", ics()))

  const label = (text, field) => {
    const made = document.createElement("label")
    made.append(`${text} `, field)
    return made
  }
  const box = document.createElement("div")
  box.className = "arkin-muisti ohjelman-paiva"
  box.append(status, label("Aloitan", start), label("kello (ei pakollinen)", time), calendar)
  article.querySelector(".arkin-muisti").after(box)
  article.addEventListener("change", keep) // the reader may have asked to remember
  article.addEventListener("tyhjenna-kaikki", () => {
    start.value = time.value = ""
    try { localStorage.removeItem(KEY) } catch { /* nothing was kept */ }
    show()
  })

  try {
    const kept = JSON.parse(localStorage.getItem(KEY))
    if (kept) [start.value, time.value] = [kept.start, kept.time]
  } catch { /* nothing was kept */ }
  show()
})()

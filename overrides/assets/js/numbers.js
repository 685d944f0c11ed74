// A number's provenance beside the number: on click, on tap and from the keyboard. Without this script the number's
// link leads to its entry in the appendix, and it still does with a modifier key or from the note itself.

(() => {
  const make = (tag, className, text) => {
    const element = document.createElement(tag)
    if (className) element.className = className
    if (text) element.textContent = text
    return element
  }

  let note = null
  let link = null

  const close = () => {
    if (!note) return
    const within = note.contains(document.activeElement)
    note.remove()
    link.removeAttribute("aria-expanded")
    if (within) link.focus()
    note = link = null
  }

  const build = ({ dataset, href }) => {
    const made = make("div", "luvun-tiedot")
    made.setAttribute("role", "dialog")
    made.setAttribute("aria-label", `Mistä luku tulee: ${dataset.nimi}`)
    made.tabIndex = -1
    const button = make("button", "luvun-tiedot__sulje", "Sulje")
    button.type = "button"
    button.addEventListener("click", close)
    made.append(button, make("span", "luvun-tiedot__luku", dataset.luku), make("span", "luvun-tiedot__nimi", dataset.nimi))
    if (dataset.selite) made.append(make("p", "", dataset.selite))
    const list = make("dl")
    const facts = [["Pohja (n)", dataset.n], ["95 %:n väli", dataset.vali], ["Aineisto", dataset.aineisto],
      ["Laskelma", dataset.laskelma], ["Tekijät ja lisenssi", dataset.lisenssi]]
    for (const [term, text] of facts) {
      if (text) list.append(make("dt", "", term), make("dd", "", text))
    }
    made.append(list)
    if (dataset.esimerkki) made.append(make("p", "", "Esimerkkiaineisto: luku ei ole tutkimustulos."))
    const more = make("a", "", "Kysely ja käyttöpaikat")
    more.href = href
    more.addEventListener("click", close)
    made.append(more)
    return made
  }

  const open = target => {
    link = target
    note = build(link)
    document.body.append(note)
    const place = link.getBoundingClientRect()
    const margin = 12
    const left = Math.min(place.left, document.documentElement.clientWidth - note.offsetWidth - margin)
    const below = place.bottom + note.offsetHeight + margin < window.innerHeight || place.top < note.offsetHeight + margin
    const top = below ? place.bottom + 6 : place.top - note.offsetHeight - 6
    note.style.setProperty("--note-left", `${Math.max(margin, left) + window.scrollX}px`)
    note.style.setProperty("--note-top", `${top + window.scrollY}px`)
    link.setAttribute("aria-expanded", "true")
    note.focus({ preventScroll: true })
  }

  document.addEventListener("click", event => {
    const target = event.target.closest?.("a.luku-linkki[data-nimi]")
    if (target && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      event.preventDefault()
      event.stopPropagation()
      const again = target === link
      close()
      if (!again) open(target)
    } else if (note && !note.contains(event.target)) {
      close()
    }
  }, true)

  document.addEventListener("keydown", event => {
    if (event.key === "Escape") close()
  })

  document.addEventListener("focusin", event => {
    if (note && !note.contains(event.target) && event.target !== link) close()
  })
})()

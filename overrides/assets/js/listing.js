// The long lists that the build makes (numbers, sources, the index): a field to find in them, a bar of letters, and what
// is long folded. Without this script all of it stands open.

(() => {
  const MANY = 30 // fewer are found by looking
  const ITEMS = ".luku-tiedot, .lahteet > li, .hakemisto > li"

  const article = document.querySelector("article")
  const items = [...(article?.querySelectorAll(ITEMS) ?? [])]
  const field = article?.querySelector(".suodatin")
  if (!field) return
  field.hidden = items.length < MANY
  if (field.hidden) return

  const make = (tag, className, text = "") => {
    const element = document.createElement(tag)
    element.className = className
    element.textContent = text
    return element
  }

  const folds = new Map() // what can be folded → opens or closes it

  const fold = (heading, contents) => {
    const body = make("div", "taitettu")
    const button = make("button", "taite")
    button.type = "button"
    contents[0].before(body)
    body.append(...contents)
    const permalink = heading.querySelector(".headerlink")
    button.append(...[...heading.childNodes].filter(node => node !== permalink))
    heading.prepend(button)
    const set = open => {
      button.setAttribute("aria-expanded", String(open))
      if (open) body.removeAttribute("hidden")
      else body.setAttribute("hidden", "until-found")
    }
    button.addEventListener("click", () => set(button.getAttribute("aria-expanded") === "false"))
    body.addEventListener("beforematch", () => set(true))
    folds.set(body, set)
    set(false)
    return set
  }

  const until = (element, stop) => {
    const found = []
    for (let at = element.nextElementSibling; at && !at.matches(stop); at = at.nextElementSibling) found.push(at)
    return found
  }

  const initial = element => element.textContent.trim().charAt(0).toLocaleUpperCase("fi")

  // Letters that lead to the first of the items that begin with each.
  const letters = (list, place, part) => {
    const bar = make("nav", "kirjaimet")
    bar.ariaLabel = `Kirjaimet: ${part}`
    const first = Map.groupBy(list, initial)
    for (const [letter, [item]] of first) {
      const link = make("a", "", letter)
      link.href = `#${(item.id ? item : item.querySelector("[id]")).id}`
      bar.append(link)
    }
    place.before(bar)
    return bar
  }

  const value = item => [...item.querySelectorAll("dt")].find(term => term.textContent === "Arvo")?.nextElementSibling

  for (const item of items.filter(item => item.matches(".luku-tiedot"))) {
    const known = value(item)?.textContent
    const heading = item.querySelector("h3")
    fold(heading, until(heading, "h3"))
    if (known && known.length < MANY) heading.firstChild.append(" ", make("span", "luvun-arvo", known))
  }

  const parts = [...article.querySelectorAll("h2:not(.hakemiston-kirjain)")].flatMap(heading => {
    const contents = until(heading, "h2, footer")
    const list = items.filter(item => contents.some(content => content.contains(item)))
    if (!list.length) return []
    const title = heading.firstChild.textContent
    const bar = letters(list, contents[0], title)
    return [{ list, bar, set: fold(heading, [bar, ...contents]), heading }]
  })
  const index = article.querySelector(".hakemiston-palstat")
  if (index) parts.push({ list: items, bar: index.previousElementSibling, set: () => {}, heading: index })

  // The field

  field.role = "search"
  field.ariaLabel = "Etsi tältä sivulta"
  field.dataset.searchExclude = ""
  const label = make("label", "suodatin__nimi", "Etsi tältä sivulta")
  const input = make("input", "suodatin__kentta")
  input.type = "search"
  input.id = label.htmlFor = "suodatin"
  input.autocomplete = "off"
  const status = make("p", "suodatin__tulos")
  status.role = "status"
  field.append(label, input, status)

  const texts = new Map(items.map(item => [item, item.textContent.toLocaleLowerCase("fi")]))

  const told = count => {
    if (!count) return "Ei osumia. Kokeile sanan alkua."
    return count === 1 ? "1 osuma" : `${count} osumaa`
  }

  const find = () => {
    const words = input.value.toLocaleLowerCase("fi").split(/\s+/).filter(Boolean)
    let count = 0
    for (const item of items) {
      item.hidden = !words.every(word => texts.get(item).includes(word))
      count += !item.hidden
    }
    for (const { list, bar, set, heading } of parts) {
      const some = list.some(item => !item.hidden)
      bar.hidden = words.length > 0
      heading.hidden = !some
      set(words.length > 0 && some)
    }
    for (const head of index?.querySelectorAll("h2") ?? []) {
      head.hidden = [...head.nextElementSibling.children].every(item => item.hidden)
    }
    status.textContent = words.length ? told(count) : ""
  }
  input.addEventListener("input", find)
  input.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !input.value) return
    event.stopPropagation()
    input.value = ""
    find()
  })

  // An address within leads to what is folded.

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target || !article.contains(target)) return
    if (target.closest("[hidden]:not(.taitettu)")) {
      input.value = ""
      find()
    }
    for (const [body, set] of folds) {
      if (body.contains(target) || (target.matches("h2, h3") && target.nextElementSibling === body)) set(true)
    }
    target.scrollIntoView()
  }
  addEventListener("hashchange", reveal)
  reveal()
})()

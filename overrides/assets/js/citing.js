// A chapter's citation in the form that is wanted, to copy or to share, of a paragraph too. Its words stand in the page
// without this script; nothing is sent anywhere, but where the reader shares it.

(() => {
  const box = document.querySelector(".viittaa")
  if (!box) return
  const { tekija: author, luku: title, kieli: language, teos: work, laitos: edition, vuosi: year, julkaisija: publisher, osoite: address } = box.dataset
  const today = new Date()
  const NAMED = { fi: "finnish", sv: "swedish", en: "english" } // languages, as BibTeX names them
  const MISSING = { fi: "[oppaan osoite puuttuu]", en: "[address missing]" }

  const ended = text => /[.!?…]$/.test(text) ? text : `${text}.`
  const date = (told, form) => new Intl.DateTimeFormat(told, form).format(today)
  const long = { day: "numeric", month: "long", year: "numeric" }
  const iso = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map(part => String(part).padStart(2, "0")).join("-")
  const published = publisher ? ` ${publisher}.` : ""
  const escaped = text => text.replace(/[&%$#_{}]/g, "\\$&")
  const key = ["someopas", year, ...title.toLowerCase().normalize("NFD").replace(/[^a-z ]/g, "").split(" ").slice(0, 3)].filter(Boolean).join("-")

  // Each form of an address, in the language it is told in; "" is the address that this copy lacks.
  const FORMS = {
    "APA": url => `${ended(author)} (${year}). ${ended(title)} Teoksessa ${work} (laitos ${edition}).${published} Haettu ${date("fi", long).replace(/kuu /, "kuuta ")} osoitteesta ${url || MISSING.fi}`,
    "Chicago": url => `${ended(author)} ${year}. ”${ended(title)}” Teoksessa ${work}, laitos ${edition}.${published} Luettu ${date("fi")}. ${url || MISSING.fi}${url ? "." : ""}`,
    "BibTeX": url => [`@incollection{${key},`, `  author = {{${escaped(author)}}},`, `  title = {{${escaped(title)}}},`, `  booktitle = {${escaped(work)}},`,
      `  edition = {${escaped(edition)}},`, ...publisher ? [`  publisher = {${escaped(publisher)}},`] : [], `  year = {${year}},`,
      `  language = {${NAMED[language] ?? language}},`, ...url ? [`  url = {${url}},`] : [`  note = {${MISSING.fi}},`], `  urldate = {${iso}}`, "}"].join("\n"),
    "APA, englanniksi": url => `${ended(author)} (${year}). ${ended(title)} In ${work} (${edition} ed.).${published} Retrieved ${date("en-US", long)}, from ${url || MISSING.en}`,
    "Chicago, englanniksi": url => `${ended(author)} ${year}. “${ended(title)}” In ${work}, ${edition} ed.${published} Accessed ${date("en-US", long)}. ${url || MISSING.en}${url ? "." : ""}`
  }

  const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text })
  const button = (text, act) => {
    const made = make("button", "", text)
    made.type = "button"
    made.addEventListener("click", act)
    return made
  }

  const told = box.querySelector(".viittaa__teksti")
  const name = make("p", "viittaa__kappale", "")
  const select = document.createElement("select")
  const label = make("label", "viittaa__muoto", "Muoto ")
  for (const form of Object.keys(FORMS)) select.append(new Option(form))
  label.append(select)
  let paragraph = ""

  // In words of another language names keep their own.
  const languages = [[title, language], [work, "fi"], [author, "fi"], [publisher, "fi"]]
  const marked = text => languages.filter(([name]) => name).reduce((parts, [name, lang]) => parts.flatMap(part => {
    if (typeof part !== "string") return [part]
    const [first, ...others] = part.split(name)
    return [first, ...others.flatMap(other => [Object.assign(document.createElement("span"), { lang, textContent: name }), other])]
  }), [text])

  const url = () => address ? address + paragraph : ""
  const show = () => {
    told.replaceChildren(...marked(FORMS[select.value](url())))
    told.lang = select.value.endsWith("englanniksi") ? "en" : "fi"
    told.classList.toggle("viittaa__teksti--koodi", select.value === "BibTeX")
  }
  select.addEventListener("change", show)

  const copying = button("Kopioi viite", async () => {
    try {
      await navigator.clipboard.writeText(told.textContent)
      copying.textContent = "Viite kopioitu leikepöydälle"
    } catch {
      getSelection().selectAllChildren(told)
      copying.textContent = "Viite valittu: paina Ctrl + C"
    }
    setTimeout(() => { copying.textContent = "Kopioi viite" }, 4000)
  })
  copying.setAttribute("aria-live", "polite")

  const here = () => url() || location.href.split("#")[0] + paragraph
  const row = make("div", "lohko__teot", "")
  row.append(copying)
  if (navigator.share && address) row.append(button("Jaa", () => navigator.share({ title, url: here() }).catch(() => {})))

  // Links of the paragraphs: out of the way of keys until the reader asks for them.
  const paragraphs = [...document.querySelectorAll("article > p[id^='k-']:not(:has(> .kentta:not(.kentta-rivissa)))")]
  const cite = text => {
    paragraph = location.hash.startsWith("#k-") ? location.hash : ""
    name.textContent = paragraph ? `Viite vie kappaleeseen ”${text}”.` : ""
    show()
  }
  const links = paragraphs.map(it => {
    const start = it.textContent.trim().split(/\s+/).slice(0, 5).join(" ") + " …"
    const link = make("a", "kappaleen-linkki", "¶")
    link.href = `#${it.id}`
    link.tabIndex = -1
    link.setAttribute("aria-label", `Linkki kappaleeseen: ${start}`)
    it.append(" ", link)
    return { link, id: it.id, start }
  })
  const change = () => cite(links.find(({ id }) => `#${id}` === location.hash)?.start ?? "")
  addEventListener("hashchange", change)
  if (links.length) {
    const toggle = button("Näytä kappaleiden linkit", () => {
      const shown = document.body.classList.toggle("kappaleet-linkein")
      toggle.setAttribute("aria-pressed", String(shown))
      for (const { link } of links) link.tabIndex = shown ? 0 : -1
    })
    toggle.setAttribute("aria-pressed", "false")
    row.append(toggle)
  }
  box.append(name, label, row)
  change()
})()

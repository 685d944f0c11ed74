// A list of many links is one stop of the Tab key, and arrows go through it; without this script, or in a browser too old
// to tell what shows, each link is a stop.

for (const list of "checkVisibility" in Element.prototype ? document.querySelectorAll("[data-nuolet]") : []) {
  const all = [...list.querySelectorAll("ul a, summary")]
  let stop = list.querySelector("[aria-current]") ?? all[0]

  const move = next => {
    stop.tabIndex = -1
    next.tabIndex = 0
    stop = next
  }

  const part = item => item.closest("details")

  const act = {
    ArrowDown: (item, seen) => seen[seen.indexOf(item) + 1],
    ArrowUp: (item, seen) => seen[seen.indexOf(item) - 1],
    Home: (item, seen) => seen[0],
    End: (item, seen) => seen.at(-1),
    ArrowRight: (item, seen) => {
      if (!item.matches("summary")) return null
      if (part(item).open) return act.ArrowDown(item, seen)
      part(item).open = true
      return item
    },
    ArrowLeft: item => {
      if (!part(item)) return null
      if (item.matches("summary")) part(item).open = false
      return part(item).querySelector("summary")
    },
  }

  for (const item of all) item.tabIndex = item === stop ? 0 : -1
  const hint = list.querySelector("[id]")
  if (hint) stop?.setAttribute("aria-describedby", hint.id)

  list.addEventListener("focusin", ({ target }) => { if (all.includes(target)) move(target) })
  list.addEventListener("toggle", ({ target }) => {
    if (!target.open && target.contains(stop)) move(target.querySelector("summary"))
  }, true)
  list.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !all.includes(event.target)) return
    const next = act[event.key]?.(event.target, all.filter(item => item.checkVisibility()))
    if (!next) return
    event.preventDefault()
    next.focus()
  })
}

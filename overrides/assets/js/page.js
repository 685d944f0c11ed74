// What Material leaves to the mouse: the buttons of the menu, the search and the colours.

(() => {
  const drawer = document.getElementById("__drawer")
  const sidebar = document.querySelector(".md-sidebar--primary")

  let opener = null // what was closed gives the focus back to the button that opened it
  for (const button of document.querySelectorAll("[data-avaa]")) {
    const toggle = document.getElementById(button.dataset.avaa)
    const [opened, first] = toggle === drawer ? [sidebar, "[tabindex='0']"] : [document.querySelector(".md-search"), "input"]
    button.addEventListener("click", () => {
      if (!toggle.checked) opener = button
      toggle.click()
    })
    toggle.addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle.checked))
      if (toggle.checked) opened?.querySelector(first)?.focus()
      else if (opener === button) {
        if (opened?.contains(document.activeElement)) button.focus()
        opener = null
      }
    })
  }

  if (sidebar) {
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && drawer.checked) drawer.click()
    })
    sidebar.addEventListener("focusout", event => {
      if (drawer.checked && event.relatedTarget && !sidebar.contains(event.relatedTarget)) drawer.click()
    })
  }

  for (const button of document.querySelectorAll("[data-vaihda]")) {
    button.addEventListener("keydown", event => event.stopPropagation()) // Material would switch a second time on Enter
    button.addEventListener("click", () => {
      document.getElementById(button.dataset.vaihda).click()
      document.querySelector("[data-vaihda]:not([hidden])")?.focus()
    })
  }
})()

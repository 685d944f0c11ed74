// The theme fetches and unpacks the index of the search on every page, which takes as long as all
// else of a visit. Here the request waits until the search is opened: however a reader does that,
// the theme's toggle changes.

self.XMLHttpRequest = class extends XMLHttpRequest {
  open(method, address, ...rest) {
    this.ofSearch = String(address).endsWith("search/search_index.json")
    super.open(method, address, ...rest)
  }

  send(...body) {
    const toggle = document.getElementById("__search")
    const marks = new URLSearchParams(location.search).has("h") // the index tells how
    if (!this.ofSearch || toggle.checked || marks) super.send(...body)
    else toggle.addEventListener("change", () => super.send(...body), { once: true })
  }
}

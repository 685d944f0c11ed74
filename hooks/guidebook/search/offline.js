// A site read from a disk: browsers allow it no worker. The page's own thread answers the theme's
// messages instead.

searchFor.withoutWorker = table => {
  "use strict"
  if (location.protocol !== "file:") return
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]

  // The page's own half listens once everything is loaded; an answer before that would go unheard.
  const loaded = new Promise(resolve => {
    if (document.readyState === "complete") resolve()
    else addEventListener("load", resolve)
  })

  self.Worker = class extends EventTarget {
    postMessage({ type, data }) {
      // Later, as a worker's answer comes, so that the page is drawn before the engine is built.
      loaded.then(() => setTimeout(() => {
        if (type === SETUP) {
          this.engine = new FinnishSearch(table, data.docs)
          this.say({ type: READY })
        } else if (type === QUERY) {
          this.say({ type: RESULT, data: searchFor.answer(this.engine, data) })
        }
      }))
    }

    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {}
  }
}

// A sheet that is filled on the page goes home as Word: the empty document that the site offers is fetched, and its content
// controls get what the reader wrote. All of it in the browser; without such a document there is no button.

(() => {
  const { article, row, button, written, save, tell, slug } = self.arkki ?? {}
  const script = document.currentScript
  const empty = article?.querySelector(".arkin-teot a[href$='.docx']")
  // From a disk nothing can be fetched, and an old browser unpacks nothing.
  if (!empty || !script || location.protocol === "file:" || !self.DecompressionStream) return
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  const W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
  const BODY = "word/document.xml"

  const loaded = () => self.zip ? Promise.resolve() : new Promise((resolve, reject) => {
    const added = document.createElement("script")
    added.src = new URL("zip.js", script.src)
    added.addEventListener("load", resolve)
    added.addEventListener("error", reject)
    document.head.append(added)
  })

  const child = (parent, space, name) => parent.getElementsByTagNameNS(space, name)[0]
  const checkbox = control => child(control, W14, "checkbox")
  const value = (control, name) => child(control, W14, name).getAttributeNS(W14, "val")

  const write = (control, text) => {
    const { ownerDocument: xml } = control
    const content = child(control, W, "sdtContent"), run = xml.createElementNS(W, "w:r")
    const lines = text.replace(/[^\t\n\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "").trimEnd().split("\n")
    for (const [at, line] of lines.entries()) {
      if (at) run.append(xml.createElementNS(W, "w:br"))
      const words = xml.createElementNS(W, "w:t")
      words.setAttribute("xml:space", "preserve")
      words.textContent = line
      run.append(words)
    }
    content.replaceChildren(run)
    child(control, W, "showingPlcHdr")?.remove()
    if (lines.length > 1) child(control, W, "text").setAttributeNS(W, "w:multiLine", "1")
    const room = control.nextElementSibling // the empty lines that were left for a longer answer
    if (room && [...room.children].every(it => it.localName === "br")) room.remove()
  }

  const tick = (control, ticked) => {
    child(control, W14, "checked").setAttributeNS(W14, "w14:val", ticked ? "1" : "0")
    const sign = value(control, ticked ? "checkedState" : "uncheckedState")
    child(control, W, "t").textContent = String.fromCodePoint(parseInt(sign, 16))
  }

  // Page and document are made of the same text, so their fields come in the same order.
  const fill = xml => {
    const controls = [...xml.getElementsByTagNameNS(W, "sdt")]
    const boxes = controls.filter(checkbox), rooms = controls.filter(control => !checkbox(control))
    const ticks = [...article.querySelectorAll(".rastitettava input")]
    const fields = [...article.querySelectorAll(".arkin-kentta, .arkin-valinta input")]
    if (boxes.length !== ticks.length || rooms.length !== fields.length) throw new Error("other fields than on the page")
    for (const [at, { checked }] of ticks.entries()) tick(boxes[at], checked)
    for (const [at, field] of fields.entries()) {
      const text = written(field)
      if (text.trim()) write(rooms[at], text)
    }
  }

  const filled = async () => {
    const [answer] = await Promise.all([fetch(empty.href), loaded()])
    return self.zip.rewritten(new Uint8Array(await answer.arrayBuffer()), BODY, text => {
      const xml = new DOMParser().parseFromString(text, "application/xml")
      fill(xml)
      return new XMLSerializer().serializeToString(xml)
    })
  }

  row.querySelector("button").after(button("Lataa täytettynä Wordina", async () => {
    try {
      save(`${slug}-taytetty.docx`, empty.type, await filled())
      tell("Täytetty arkki on ladattu Wordina.")
    } catch {
      tell("Word-tiedostoa ei voitu tehdä. Kopioi arkki tekstinä tai lataa se taulukkona.")
    }
  }))
})()

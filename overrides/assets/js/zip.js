// One file of a ZIP written anew; the others stay as they are packed. The browser unpacks; what is written is not packed.
// Places and names of fields: APPNOTE.TXT of PKWARE, 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end).

self.zip = (() => {
  "use strict"
  const LOCAL = 0x04034b50, END = 0x06054b50
  const TAIL_FLAG = 1 << 3 // sizes follow the data; here they stand before it
  const EMPTY_END = 22, DIRECTORY = 46, HEADER = 30

  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? byte >>> 1 ^ 0xedb88320 : byte >>> 1
    return byte
  })
  const crc = data => {
    let sum = ~0
    for (const byte of data) sum = sum >>> 8 ^ CRC[(sum ^ byte) & 255]
    return ~sum >>> 0
  }

  const viewOf = bytes => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  const unpacked = data => new Response(
    new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
  ).arrayBuffer()

  const changed = async (entry, data, change) => {
    const text = new TextDecoder().decode(entry.getUint16(10, true) ? await unpacked(data) : data)
    const made = new TextEncoder().encode(change(text))
    entry.setUint16(10, 0, true)
    entry.setUint32(16, crc(made), true)
    entry.setUint32(20, made.length, true)
    entry.setUint32(24, made.length, true)
    return made
  }

  /**
   * @param {Uint8Array} bytes a ZIP
   * @param {string} name of a file in it
   * @param {(text: string) => string} change
   * @returns {Promise<Blob>}
   */
  const rewritten = async (bytes, name, change) => {
    const view = viewOf(bytes), parts = [], directory = []
    let last = bytes.length - EMPTY_END, written = 0
    while (view.getUint32(last, true) !== END) last-- // past the beginning it throws
    for (let at = view.getUint32(last + 16, true); at < last;) {
      const named = view.getUint16(at + 28, true), after = named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
      const entry = bytes.slice(at, at + DIRECTORY + after), own = viewOf(entry)
      const its = entry.subarray(DIRECTORY, DIRECTORY + named)
      const from = own.getUint32(42, true)
      const start = from + HEADER + view.getUint16(from + 26, true) + view.getUint16(from + 28, true)
      let data = bytes.subarray(start, start + own.getUint32(20, true))
      if (new TextDecoder().decode(its) === name) data = await changed(own, data, change)
      own.setUint16(8, own.getUint16(8, true) & ~TAIL_FLAG, true)
      own.setUint32(42, written, true)
      const header = new Uint8Array(HEADER)
      viewOf(header).setUint32(0, LOCAL, true)
      header.set(entry.subarray(6, 30), 4)
      parts.push(header, its, data)
      directory.push(entry)
      written += HEADER + its.length + data.length
      at += DIRECTORY + after
    }
    const end = bytes.slice(last), own = viewOf(end)
    own.setUint32(12, directory.reduce((sum, entry) => sum + entry.length, 0), true)
    own.setUint32(16, written, true)
    return new Blob([...parts, ...directory, end])
  }

  return { rewritten }
})()

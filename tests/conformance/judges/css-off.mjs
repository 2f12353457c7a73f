// Does an EPUB read well where a reading system drops its style sheets?
//   css-off.mjs [--shots FOLDER] FOLDER[=NAME]...      each FOLDER an unpacked EPUB (the judge `css-off` unpacks)
// Every document of the spine is shown by the browser without a style sheet, and looked at as shown: words, lines,
// headings, items, tables, notes. Prints what is amiss, then the counts. Exit: 0 reads well, 1 not, 2 not shown.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(join(resolve(process.env.QA_NODE_MODULES), 'x.js')))
const puppeteer = require('puppeteer')

const shots = process.argv[2] === '--shots' ? process.argv[3] : null
const books = process.argv.slice(shots ? 4 : 2).map(it => it.split('='))
const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]

/** Returns the files of the spine that are shown. */
function spine(folder) {
  const opf = join(folder, attribute(readFileSync(join(folder, 'META-INF/container.xml'), 'utf8').match(/<rootfile\b[^>]*>/)[0], 'full-path'))
  const text = readFileSync(opf, 'utf8')
  const items = new Map([...text.matchAll(/<item\b[^>]*>/g)].map(([it]) => [attribute(it, 'id'), attribute(it, 'href')]))
  return [...text.matchAll(/<itemref\b[^>]*>/g)].map(([it]) => join(dirname(opf), decodeURIComponent(items.get(attribute(it, 'idref')))))
}

/** Looks at the page; runs in the browser. */
function look() {
  for (const it of document.querySelectorAll('link[rel~=stylesheet], style')) it.remove()
  for (const it of document.querySelectorAll('[style]')) it.removeAttribute('style')
  const bad = []
  const body = document.body
  const squeeze = it => it.replace(/[\s\u2060\u00ad]+/g, '')
  const all = selector => [...body.querySelectorAll(selector)]
  const type = it => `${it.getAttribute('epub:type') ?? ''} ${it.getAttribute('role') ?? ''}`
  const shown = it => squeeze(it.innerText ?? it.textContent)
  const name = it => `<${it.localName}${it.id ? ` id="${it.id}"` : ''}> ${shown(it).slice(0, 12)}`
  const style = it => getComputedStyle(it)
  const say = (what, it) => bad.push(`${what}: ${name(it)}`)

  // Every word of the file is seen, in its order.
  const written = body.cloneNode(true)
  for (const it of written.querySelectorAll('script, style, rp, nav[hidden]')) it.remove()
  const want = squeeze(written.textContent), got = shown(body)
  if (want !== got) {
    let at = 0
    while (want[at] === got[at]) at++
    bad.push(`not seen as written: ${want.slice(at, at + 12)} / ${got.slice(at, at + 12)}`)
  }

  // Every paragraph, heading, item, cell begins a line of its own, and what follows it begins another.
  const inlineAbove = it => { for (let e = it; e !== body; e = e.parentElement) if (style(e).display === 'inline') return true }
  for (const it of all('p, h1, h2, h3, h4, h5, h6, li, dt, dd, aside, section, blockquote, table, [role=listitem], [id]')) {
    const apart = it.matches('p, h1, h2, h3, h4, h5, h6, li, dt, dd, aside, section, blockquote, table, [role=listitem]')
      || /^(art|ch|sec|part|subpart|annex|preamble|heading|h)\b/.test(it.id) && !/pagebreak|noteref/.test(type(it))
    if (apart && shown(it) && inlineAbove(it)) say('begins no line', it)
  }
  // Bare words between blocks, and two inline neighbours that only a style sheet would part.
  for (const it of all('span[id], span.item, span.article')) {
    if (!/pagebreak/.test(type(it)) && shown(it) && /[。；：]$/.test(shown(it.previousElementSibling ?? document.createElement('i')))) say('runs on', it)
  }

  // Markers are words.
  const numeral = '[〇零一二三四五六七八九十百千\\d]+'
  const article = new RegExp(`^(第${numeral}条|${numeral}、|[（(]${numeral}[）)])`)
  for (const it of all('section.article, section[id^=art-]')) if (!article.test(shown(it))) say('no marker in words', it)
  const item = new RegExp(`^([（(]${numeral}(之${numeral})*[）)]|${numeral}[、.．:：）)]|第${numeral}[条项]|[①-⑳⑴-⑽⒈-⒛a-zA-Z][.．）)、]?|[（(][a-zA-Zⅰ-ⅹ]+[）)])`)
  for (const it of all('.item, [role=listitem]')) if (!item.test(shown(it))) say('no marker in words', it)
  for (const it of all('li')) {
    if (type(it).includes('listitem') || it.closest('nav')) continue
    if (style(it).listStyleType !== 'none' && item.test(shown(it))) say('numbered twice', it)
  }

  // Headings are headings.
  for (const it of all('section')) {
    const first = [...it.children].find(e => shown(e) && !/pagebreak/.test(type(e)))
    const division = /^(annex-?\d*|part-\d+|subpart-\d+|ch-\d+|sec-\d+)$/.test(it.id.split(/-(?=ch-|sec-|part-|subpart-)/).pop())
      || new RegExp(`^第${numeral}(编|分编|章|节)`).test(shown(it))
    if (division && first && !/^h[1-6]$/.test(first.localName)) say('no heading', first)
  }
  for (const it of all('[class*=title], [class*=heading]')) {
    if (/^(div|span)$/.test(it.localName) && shown(it) && !it.closest('h1, h2, h3, h4, h5, h6, p')) say('no heading', it)
  }

  // Han is never slanted.
  const words = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  for (let it = words.nextNode(); it; it = words.nextNode()) {
    if (/\p{Script=Han}/u.test(it.data) && style(it.parentElement).fontStyle !== 'normal') say('slanted', it.parentElement)
  }

  // Notes stand apart from the text, their signs stand off it.
  for (const it of all('*').filter(e => /footnote|endnote/.test(type(e)) && !/noteref|backlink/.test(type(e)))) {
    if (style(it).display === 'inline' || it.closest('p')) say('note in the text', it)
  }
  for (const it of all('a').filter(e => /noteref/.test(type(e)))) {
    if (!it.closest('sup') && !/^[①-⑳㉑-㉟㊱-㊿]$|^\[\d+\]$/.test(shown(it))) say('sign like text', it)
  }

  // Tables are tables.
  for (const it of all('table')) {
    if (style(it).display !== 'table' || !it.rows.length || ![...it.rows].every(row => row.cells.length)) say('no table', it)
  }
  for (const it of all('[class*=table], [role=table], [role=row], [role=cell]')) {
    if (!it.closest('table') && !it.querySelector('table')) say('no table', it)
  }
  return { bad, characters: got.length }
}

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, timeout: 120000, protocolTimeout: 240000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync',
    '--disable-component-update', '--disable-dev-shm-usage', '--no-pings', '--force-device-scale-factor=1', '--hide-scrollbars'] })
let worst = 0, documents = 0, characters = 0, faults = 0
const page = await browser.newPage()
await page.setViewport({ width: 390, height: 844 })
for (const [folder, name = folder] of books) {
  try {
    for (const file of spine(resolve(folder))) {
      await page.goto(pathToFileURL(file).href, { waitUntil: 'load', timeout: 120000 })
      const { bad, characters: more } = await page.evaluate(look)
      for (const it of bad) console.log(`${books.length > 1 ? `${name}: ` : ''}${basename(file)}: ${it}`)
      documents++; characters += more; faults += bad.length
      if (bad.length) worst = Math.max(worst, 1)
      if (shots) await page.screenshot({ path: join(shots, `${basename(name, '.epub')}-${basename(file, '.xhtml')}.png`) })
    }
  } catch (fault) {
    console.log(`${name}: could not be shown: ${fault?.message ?? fault}`)
    worst = 2
  }
}
await browser.close()
console.log(`${books.length} books, ${documents} documents, ${characters} characters without a style sheet, ${faults || 'no'} faults`)
process.exit(worst)

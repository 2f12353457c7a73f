// Opens an EPUB in a real reading system inside headless Chromium, takes a screenshot,
// and prints one JSON line that says what the reader saw.
//
//   node screenshot.mjs --reader foliate|epubjs|vivliostyle --book FILE --out PNG
//        [--section N] [--turns N] [--width W] [--height H] [--timeout MS] [--css off] [--night on]
//
// --section counts from 0 and opens that spine item (foliate, epubjs); --turns then presses next N times.
// --css off empties the book's style sheets; --night on asks as night reading does: light words on a dark ground.
// Environment: QA_NODE_MODULES (where the npm packages are), CHROMIUM (the browser).
// Exit: 0 shown and no problem seen, 1 shown but with problems, 2 could not be shown.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const opt = { reader: 'foliate', section: '', turns: '0', width: '800', height: '1100', timeout: '90000', css: 'on', night: 'off' }
for (let i = 2; i + 1 < process.argv.length; i += 2) {
  opt[process.argv[i].replace(/^--/, '')] = process.argv[i + 1]
}
if (!opt.book || !opt.out) {
  console.error('usage: screenshot.mjs --reader NAME --book FILE --out PNG')
  process.exit(2)
}
const modules = resolve(process.env.QA_NODE_MODULES || 'node_modules')
const require = createRequire(pathToFileURL(join(modules, 'x.js')))
const puppeteer = require('puppeteer')

const scratch = mkdtempSync(join(tmpdir(), 'epub-shot-'))
const unpacked = join(scratch, 'book')
try {
  execFileSync('unzip', ['-qq', '-o', resolve(opt.book), '-d', unpacked], { stdio: 'pipe' })
} catch (e) {
  rmSync(scratch, { recursive: true, force: true })
  console.log(JSON.stringify({ reader: opt.reader, book: opt.book, error: `cannot unpack: ${String(e.stderr || e.message).trim().split('\n')[0]}` }))
  process.exit(2)
}

const pages = {
  foliate: `<!doctype html><meta charset=utf-8><style>html,body,foliate-view{margin:0;height:100%;display:block}</style>
<body><script type=module>
import '/npm/foliate-js/view.js'
const say = o => { window.qa = { ...window.qa, ...o } }
try {
  const file = new File([await (await fetch('/book.epub')).blob()], 'book.epub')
  const view = document.createElement('foliate-view')
  document.body.append(view)
  let loaded
  const first = new Promise(r => { loaded = r })
  view.addEventListener('load', e => { window.qaDoc = e.detail.doc; loaded() })
  await view.open(file)
  if (NIGHT) view.renderer.setStyles?.(NIGHT)
  const n = SECTION
  if (n === null) await view.goToTextStart(); else await view.goTo(n)
  await first
  for (let i = 0; i < TURNS; i++) await view.next()
  say({ title: view.book.metadata?.title, language: view.book.metadata?.language, sections: view.book.sections.length,
        toc: (view.book.toc || []).length, dir: view.book.dir, ready: true })
} catch (e) { say({ fatal: String(e && e.stack || e), ready: true }) }
</script>`,
  epubjs: `<!doctype html><meta charset=utf-8><style>html,body,#v{margin:0;height:100%}</style><div id=v></div>
<script src=/npm/jszip/dist/jszip.min.js></script><script src=/npm/epubjs/dist/epub.min.js></script><script>
(async () => {
  const say = o => { window.qa = { ...window.qa, ...o } }
  try {
    const book = ePub(await (await fetch('/book.epub')).arrayBuffer())
    const r = book.renderTo('v', { width: '100%', height: '100%', flow: 'paginated', spread: 'none' })
    r.on('rendered', (s, v) => { window.qaDoc = v.document })
    if (NIGHT) r.themes.default({ 'html, body': { background: '#111', color: '#ccc' } })
    const n = SECTION
    await book.ready
    await r.display(n === null ? undefined : n)
    for (let i = 0; i < TURNS; i++) await r.next()
    const nav = await book.loaded.navigation
    say({ title: book.packaging.metadata.title, language: book.packaging.metadata.language,
          sections: book.spine.length, toc: nav.toc.length, dir: book.packaging.metadata.direction, ready: true })
  } catch (e) { say({ fatal: String(e && e.stack || e), ready: true }) }
})()
</script>`,
}

const types = { '.html': 'text/html', '.xhtml': 'application/xhtml+xml', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif',
  '.webp': 'image/webp', '.opf': 'application/oebps-package+xml', '.ncx': 'application/x-dtbncx+xml', '.xml': 'application/xml',
  '.json': 'application/json', '.otf': 'font/otf', '.ttf': 'font/ttf', '.woff': 'font/woff', '.woff2': 'font/woff2', '.epub': 'application/epub+zip' }
// What a reading system lays over a book at night.
const night = opt.night === 'off' ? 'null' : JSON.stringify('html, body { background: #111; color: #ccc } a:link { color: #9bf }')
/** Returns the bytes of the book, without its style sheets where so asked. */
async function bookBytes() {
  if (opt.css !== 'off') return readFileSync(opt.book)
  const zip = await require('jszip').loadAsync(readFileSync(opt.book))
  for (const name of Object.keys(zip.files)) if (name.endsWith('.css')) zip.file(name, '')
  return zip.generateAsync({ type: 'nodebuffer' })
}
const bytes = await bookBytes()
const section = opt.section === '' ? 'null' : String(Number(opt.section))
const server = createServer((req, res) => {
  const path = decodeURIComponent(new URL(req.url, 'http://x').pathname)
  const send = (code, type, body) => { res.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }); res.end(body) }
  try {
    if (path === '/' && pages[opt.reader]) {
      return send(200, 'text/html', pages[opt.reader].replaceAll('SECTION', section).replaceAll('TURNS', String(Number(opt.turns))).replaceAll('NIGHT', night))
    }
    if (path === '/favicon.ico') return send(204, 'image/x-icon', '')
    if (path === '/book.epub') return send(200, types['.epub'], bytes)
    const [root, rest] = path.startsWith('/npm/') ? [modules, path.slice(5)] : path.startsWith('/book/') ? [unpacked, path.slice(6)] : []
    const file = root && normalize(join(root, rest))
    if (!file || !file.startsWith(root + sep) || !statSync(file).isFile()) return send(404, 'text/plain', 'none')
    if (opt.css === 'off' && root === unpacked && file.endsWith('.css')) return send(200, types['.css'], '')
    return send(200, types[extname(file).toLowerCase()] || 'application/octet-stream', readFileSync(file))
  } catch { return send(404, 'text/plain', 'none') }
})
await new Promise(r => server.listen(0, '127.0.0.1', r))
const base = `http://127.0.0.1:${server.address().port}`

/** Which page the Vivliostyle viewer shows: runs in the browser. */
function shownPage() {
  return [...document.querySelectorAll('[data-vivliostyle-page-container]')].findIndex(it => it.getClientRects().length > 0)
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--no-pings', '--force-device-scale-factor=1',
  '--font-render-hinting=none', '--hide-scrollbars']
const report = { reader: opt.reader, book: opt.book, problems: [] }
let code = 2
let browser
const started = Date.now()
try {
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags,
    timeout: Number(opt.timeout), protocolTimeout: Number(opt.timeout), userDataDir: join(scratch, 'profile') })
  const page = await browser.newPage()
  await page.setViewport({ width: Number(opt.width), height: Number(opt.height) })
  if (opt.night !== 'off') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  await page.setRequestInterception(true)
  page.on('request', q => {
    const u = q.url()
    if (/^(https?|wss?):/.test(u) && !u.startsWith(base + '/')) { report.problems.push(`remote ${u}`); q.abort() } else q.continue()
  })
  // The Vivliostyle viewer probes two addresses that an ordinary EPUB does not have.
  const probe = u => u === '/book/' || u.endsWith('/META-INF/encryption.xml')
  page.on('response', r => { if (r.status() >= 400 && !probe(r.url().slice(base.length))) report.problems.push(`${r.status()} ${r.url().slice(base.length)}`) })
  page.on('pageerror', e => report.problems.push(`script ${e.message}`))
  page.on('console', m => { if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) report.problems.push(`console ${m.text().slice(0, 300)}`) })
  if (opt.reader === 'vivliostyle') {
    await page.goto(`${base}/npm/@vivliostyle/viewer/lib/index.html#src=/book/&bookMode=true&renderAllPages=true&spread=false`,
      { timeout: Number(opt.timeout), waitUntil: 'load' })
    await page.waitForFunction(() => document.querySelector('[data-vivliostyle-viewer-status="complete"]'), { timeout: Number(opt.timeout) })
    for (let i = 0; i < Number(opt.turns); i++) {
      const at = await page.evaluate(shownPage)
      await page.keyboard.press('PageDown')
      await page.waitForFunction((was, now) => eval(now)() !== was, { timeout: 5000 }, at, `(${shownPage})`).catch(() => {})
    }
    Object.assign(report, await page.evaluate(() => ({ pages: document.querySelectorAll('[data-vivliostyle-page-container]').length,
      text: document.querySelector('[data-vivliostyle-viewer-viewport]')?.textContent.replace(/\s+/g, '').length })))
    report.shown = await page.evaluate(shownPage) + 1
  } else {
    await page.goto(base + '/', { timeout: Number(opt.timeout) })
    await page.waitForFunction(() => window.qa && window.qa.ready, { timeout: Number(opt.timeout) })
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 10000 }).catch(() => {})
    Object.assign(report, await page.evaluate(async () => {
      const d = window.qaDoc
      if (d) await d.fonts.ready
      const img = d ? [...d.images] : []
      return { ...window.qa, text: d ? d.body.textContent.replace(/\s+/g, '').length : 0, images: img.length,
        broken_images: img.filter(i => i.complete && i.naturalWidth === 0).length, lang: d?.documentElement.lang || null,
        writing_mode: d ? d.defaultView?.getComputedStyle(d.body).writingMode : null }
    }))
    if (report.broken_images) report.problems.push(`${report.broken_images} images not decoded`)
  }
  if (report.fatal) throw new Error(report.fatal)
  await new Promise(r => setTimeout(r, 400))
  await page.screenshot({ path: opt.out })
  if (!report.text && !report.images) report.problems.push('nothing shown')
  code = report.problems.length ? 1 : 0
} catch (e) {
  report.error = String(e.message || e)
} finally {
  await browser?.close().catch(() => {})
  server.close()
  rmSync(scratch, { recursive: true, force: true })
}
report.ms = Date.now() - started
delete report.ready
console.log(JSON.stringify(report))
process.exit(code)

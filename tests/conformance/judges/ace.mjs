// Runs Ace by DAISY over many EPUBs in one browser, since its start costs more than a book.
//   ace.mjs FILE.epub...      QA_NODE_MODULES: where Ace is; PUPPETEER_EXECUTABLE_PATH: the browser
// Prints each failed assertion (impact, title, document, place), then the counts by impact; of several
// books each line names its book. Exit: 0 none failed, 1 some, 2 Ace gave no report.
import { createRequire } from 'node:module'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(join(resolve(process.env.QA_NODE_MODULES), 'x.js')))
const ace = require('@daisy/ace-core')
const runner = require('@daisy/ace-axe-runner-puppeteer')
const { version } = require('@daisy/ace-core/package.json')

const IMPACTS = ['critical', 'serious', 'moderate', 'minor']
const files = process.argv.slice(2)
// Ace opens and closes the browser for each book: here that is done once, around all.
const shared = { ...runner, launch: async () => {}, close: async () => {} }
const options = { silent: true, initLogger: true, fileName: 'ace.log', lang: 'en', cwd: process.cwd(), jobid: '' }

/** Returns the failed assertions of one book. */
async function failures(file) {
  const dir = mkdtempSync(join(tmpdir(), 'ace-'))
  try {
    const [, report] = await ace(resolve(file), { ...options, outdir: join(dir, 'out'), tmpdir: join(dir, 'tmp') }, shared)
    return report.assertions.flatMap(document => document.assertions
      .filter(it => it['earl:result']['earl:outcome'] === 'fail')
      .map(it => ({
        impact: it['earl:test']['earl:impact'] ?? 'serious',
        words: [it['earl:test']['dct:title'], document['earl:testSubject'].url, ...(it['earl:result']['earl:pointer']?.css ?? [])],
      })))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

let worst = 0
let clean = 0
await runner.launch()
for (const file of files) {
  const name = files.length > 1 ? `${file}: ` : ''
  try {
    const failed = await failures(file)
    for (const it of failed) console.log(`${name}${it.impact} ${it.words.join(' ')}`)
    const count = impact => failed.filter(it => it.impact === impact).length
    console.log(`${name}Ace ${version}: ${IMPACTS.map(it => `${count(it)} ${it}`).join(', ')}`)
    if (failed.length) worst = Math.max(worst, 1)
    else clean++
  } catch (fault) {
    console.log(`${name}Ace wrote no report: ${fault?.message ?? fault}`)
    worst = 2
  }
}
await runner.close()
if (files.length > 1) console.log(`Ace: ${clean} of ${files.length} books without a violation`)
process.exit(worst)

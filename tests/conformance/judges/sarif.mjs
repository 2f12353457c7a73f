#!/usr/bin/env node
// Is a SARIF 2.1.0 log what consumers read? The OASIS schema (from an npm package), and what the
// schema cannot say: rule ids once and known, addresses percent-encoded.
//
//   sarif.mjs [--one-error RULE] FILE...      QA_NODE_MODULES: where the npm packages are
//
// With --one-error each log must hold exactly one result of level error, and that of RULE.
// Exit: 0 so it is, 1 not, 2 could not run.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const files = process.argv.slice(2)
const only = files[0] === '--one-error' ? files.splice(0, 2)[1] : null
if (!files.length) { console.error('usage: sarif.mjs [--one-error RULE] FILE...'); process.exit(2) }

const modules = resolve(process.env.QA_NODE_MODULES || 'node_modules')
const require = createRequire(pathToFileURL(join(modules, 'x.js')))
let validate
try {
  const schema = JSON.parse(readFileSync(join(modules, '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'))
  const Ajv = require(/draft-04/.test(schema.$schema || '') ? 'ajv-draft-04' : 'ajv')
  // The schema's language pattern is no regular expression with the flag u.
  const ajv = new (Ajv.default || Ajv)({ allErrors: true, strict: false, unicodeRegExp: false })
  const formats = require('ajv-formats')
  ;(formats.default || formats)(ajv)
  validate = ajv.compile(schema)
} catch (e) { console.error(String(e)); process.exit(2) }

/** The level of a result: its own, else its rule's, else the standard's default. */
function level(result, rules) {
  const rule = rules[result.ruleIndex] ?? rules.find(r => r.id === result.ruleId)
  return result.level ?? rule?.defaultConfiguration?.level ?? 'warning'
}

function beyondSchema(log) {
  const bad = []
  for (const [i, run] of (log.runs || []).entries()) {
    const rules = run.tool?.driver?.rules || []
    const seen = new Set()
    for (const { id } of rules) { if (seen.has(id)) bad.push(`/runs/${i} rule ${id} twice`); seen.add(id) }
    for (const [k, result] of (run.results || []).entries()) {
      const at = `/runs/${i}/results/${k}`
      if (result.ruleIndex >= 0 && rules[result.ruleIndex]?.id !== (result.ruleId ?? rules[result.ruleIndex]?.id)) bad.push(`${at} ruleIndex does not name ruleId`)
      if (rules.length && result.ruleId && !seen.has(result.ruleId)) bad.push(`${at} unknown rule ${result.ruleId}`)
      for (const l of result.locations || []) {
        const uri = l.physicalLocation?.artifactLocation?.uri
        if (uri !== undefined && /[^\x21-\x7e]|\\/.test(uri)) bad.push(`${at} address not percent-encoded: ${uri}`)
      }
    }
  }
  return bad
}

let rc = 0
for (const file of files) {
  let log
  try { log = JSON.parse(readFileSync(file, 'utf8')) } catch (e) { console.log(`${file}: ${e.message}`); rc = 1; continue }
  const bad = validate(log) ? [] : validate.errors.map(e => `${e.instancePath || '/'} ${e.message}`)
  bad.push(...beyondSchema(log))
  const results = (log.runs || []).flatMap(run => (run.results || []).map(r => ({ rule: r.ruleId, level: level(r, run.tool?.driver?.rules || []) })))
  const errors = results.filter(r => r.level === 'error').map(r => r.rule)
  if (only && (errors.length !== 1 || errors[0] !== only)) bad.push(`errors: ${errors.join(', ') || 'none'}; wanted one, ${only}`)
  for (const b of bad) console.log(b)
  console.log(`${results.length} results, ${bad.length ? `${bad.length} faults` : `valid${only ? `, one error: ${only}` : ''}`}`)
  if (bad.length) rc = 1
}
process.exit(rc)

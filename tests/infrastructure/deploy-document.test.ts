import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const document = readFileSync('docs/deploy.md', 'utf8')

/** The text under a heading, to the next of its level. */
const under = (heading: string): string => {
  const begin = document.indexOf(`\n## ${heading}\n`)
  const end = document.indexOf('\n## ', begin + 1)
  return begin < 0 ? '' : document.slice(begin, end < 0 ? undefined : end)
}

test('every file, workflow and job that the page on deploying names is there', () => {
  const named = [
    ...document.matchAll(/`((?:bicep|\.github|tools|tests)\/[\w./-]+|azure-pipelines\.yml)`/g),
  ].map(([, path = '']) => path)
  const workflows = [...document.matchAll(/`([\w-]+\.yml)`/g)].map(([, name = '']) => name)
  const jobs = [...document.matchAll(/`([\w-]+\.yml)`, job `(\w[\w-]*)`/g)]

  assert.deepEqual(
    named.filter((path) => !existsSync(path)),
    [],
  )
  assert.deepEqual(
    workflows.filter((name) => !existsSync(name) && !existsSync(`.github/workflows/${name}`)),
    [],
  )
  for (const [, file = '', job = ''] of jobs)
    assert.match(readFileSync(`.github/workflows/${file}`, 'utf8'), new RegExp(`^  ${job}:$`, 'm'))
  assert.ok(named.length > 3 && jobs.length > 1)
})

test('every parameter and output that the page names is one of the templates', () => {
  const templates = globSync('bicep/*.bicep')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const names = [
    'mailApiKey',
    'smsAuthToken',
    'operatorCode',
    'hostsAreProven',
    'computeLocation',
    'durableBackend',
  ]
  const outputs = ['FRONT_DOOR_HOST', 'DOMAIN_PROOF', 'AZURE_CLIENT_ID']

  for (const name of names) {
    assert.ok(document.includes(`\`${name}\``), name)
    assert.match(templates, new RegExp(`^param ${name} `, 'm'))
  }
  for (const name of outputs) {
    assert.ok(document.includes(`\`${name}\``), name)
    assert.match(templates, new RegExp(`^output ${name} `, 'm'))
  }
})

test('whoever deploys reads of Customer Lockbox, and where reports about the platform are', () => {
  const text = under('What was built otherwise than one may expect')

  assert.match(text, /\*\*Customer Lockbox\*\*: .{80,}/)
  assert.match(text, /\*\*Reports about the platform\*\*.*https:\/\/servicetrust\.microsoft\.com/)
  assert.match(text, /operator's duty/)
})

test('what no subscription has shown is listed, each with what would show it', () => {
  const rows = [...under('Not shown here').matchAll(/^\| (?!what|---)(.{10,}) \| (.{10,}) \|$/gm)]

  assert.ok(rows.length >= 7)
  for (const [, what = '', by = ''] of rows) assert.match(by, /`[\w-]+\.yml`|nobody yet: /, what)
})

test('code owners answer for templates and pipelines', () => {
  const owners = readFileSync('.github/CODEOWNERS', 'utf8')

  for (const path of ['*', '/bicep/', '/.github/', '/.ci/', '/azure-pipelines.yml', '/shared/domain/'])
    assert.match(owners, new RegExp(`^${path.replaceAll(/[.*/]/g, String.raw`\$&`)} @\\S+`, 'm'), path)
})

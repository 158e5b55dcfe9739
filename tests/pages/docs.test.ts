// The documentation that the instance serves: what it names is there, and what it links to answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '../../functions/operations.ts'
import { docsAssetPath } from '../../functions/pages/docs/assets.ts'
import type { DocsAssetName } from '../../functions/pages/docs/assets.ts'
import { membersOf, typeOf } from '../../functions/pages/docs/schema-view.ts'
import { html } from '../../functions/pages/html.ts'
import { problemAdvice } from '../../shared/contracts/problem-advice.ts'
import { problemCodes, problemFor } from '../../shared/contracts/problems.ts'
import { openOffice } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

test('every problem is explained, with what to do, at the address that it carries', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  for (const code of problemCodes) {
    const shown = await browser.get(`${problemFor({ code }).type}?language=da`)
    assert.equal(shown.status, 200)
    checkPage(shown.text)
    assert.ok(problemAdvice[code].length > 10, `say in problem-advice.ts what to do about ${code}`)
    assert.match(shown.text, /Hvad et program gør/)
  }
  assert.equal((await browser.get('/problems/toString')).status, 404)
})

test('the list of problems leads to each of them', async (t) => {
  const { text } = await plainBrowser(await openOffice(t)).get('/problems')
  checkPage(text)
  for (const code of problemCodes) assert.ok(text.includes(`href="/problems/${code}"`), code)
})

test('the reference has every operation and every type, and none of its links leads nowhere', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  const { text } = await browser.get('/docs/reference')

  checkPage(text)
  for (const { operationId } of operations) assert.ok(text.includes(`id="${operationId}"`), operationId)
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = new Set([...text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href))
  for (const link of links) {
    if (link.startsWith('#')) assert.ok(ids.has(link.slice(1)), link)
    if (link.startsWith('/problems/')) assert.ok(Object.hasOwn(problemAdvice, link.slice(10)), link)
  }
})

test('the page to try the API out loads only what this instance serves, and that for good', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  const { text, headers } = await browser.get('/docs')

  // Swagger UI brings the page's main part itself.
  const [around = '', inside = ''] = text.split('<div id="swagger-ui"></div>')
  checkPage(`${around}<main></main>${inside}`.replaceAll('src="/docs/assets/', 'src="/assets/'))
  assert.match(
    headers['content-security-policy'] ?? '',
    /default-src 'none'; script-src 'self'; style-src 'self'/,
  )
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'docs.js', 'docs.css'] as DocsAssetName[]) {
    const path = await docsAssetPath(name)
    assert.ok(text.includes(`"${path}"`), name)
    const shown = await browser.get(path)
    assert.equal(shown.status, 200)
    assert.equal(shown.headers['cache-control'], 'public, max-age=31536000, immutable')
  }
  assert.equal((await browser.get('/docs/assets/docs.js')).status, 404)
})

test('a schema is told in words, with links to the types that have a name', () => {
  const text = (schema: Parameters<typeof typeOf>[0]) => html`${typeOf(schema)}`.toString()

  assert.equal(text({ $ref: '#/components/schemas/Grant' }), '<a href="#Grant">Grant</a>')
  assert.equal(text({ const: 1 }), '<code>1</code>')
  assert.equal(text({ enum: ['a', 'b'] }), '<code>a</code> or <code>b</code>')
  assert.equal(text({ type: 'array', items: { type: 'string' } }), 'list of string')
  assert.equal(
    text({ anyOf: [{ type: 'string' }, { type: 'integer', format: 'int64' }] }),
    'string or integer, int64',
  )
  assert.equal(text({ type: 'object', additionalProperties: { type: 'string' } }), 'object of string')
  assert.equal(text({}), 'anything')
  const members = membersOf({
    required: ['a'],
    properties: {
      a: { type: 'string', description: 'First.' },
      b: { properties: { c: { type: 'string' } } },
    },
  }).toString()
  assert.match(members, /<code>a<\/code>, always:\s+string<span class="hint">First\.<\/span>/)
  assert.match(members, /<code>c<\/code>:\s+string/)
  assert.match(membersOf({ type: 'object', properties: {} }).toString(), /<p>object<\/p>/)
})

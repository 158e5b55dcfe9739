import { globSync, readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'

type Rule = { readonly name: string; readonly pattern: RegExp; readonly files: RegExp }

const any = /./
const code = /\.(ts|js|mjs)$/
const tests = /\.test\.ts$/

// Each pattern is written so that it does not match itself.
const rules: readonly Rule[] = [
  {
    name: 'a path of some machine',
    pattern: /(?<![\w.])\/(work|farm|root|home\/\w+|Users\/\w+)\/\w/,
    files: any,
  },
  {
    name: 'the address of a package registry',
    pattern: /https?:\/\/(registry|npm|artifacts?)\.[\w.-]+/,
    files: any,
  },
  { name: 'a left-over mark', pattern: /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/, files: code },
  { name: 'something not done', pattern: /not (yet )?implemente[d]/i, files: code },
  {
    name: 'a test that does not run',
    pattern: /\b(test|it|describe|suite)\.(skip|only|todo)\b|\{ (skip|only|todo)[:,]/,
    files: tests,
  },
  { name: 'coverage that is talked away', pattern: /(node:coverage|c8|istanbul) ignor[e]/, files: code },
  // One rule for one line, with the reason behind it, is a decision and may stay.
  {
    name: 'a check that is switched off',
    pattern: /@ts-(ignor[e]|nochec[k])|eslint-disabl[e](?!-next-line [\w@/-]+ -- \w)/,
    files: code,
  },
  {
    name: 'a secret of some service',
    pattern:
      /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|(AccountKey|SharedAccessKey)=[\w+/]{40,}|\bxox[abp]-\d{8,}|\bsk_live_\w/,
    files: any,
  },
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KE[Y]-----/, files: any },
]

const found = (file: string, text: string): readonly string[] =>
  rules.filter((rule) => rule.files.test(file) && rule.pattern.test(text)).map((rule) => rule.name)

test('no file holds a machine path, a left-over, a test that does not run, a secret or a key', () => {
  const all = projectFiles()

  const findings = all.flatMap((file) =>
    found(file, readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`),
  )

  assert.deepEqual(findings, [])
  assert.ok(all.length > 50, `only ${all.length} files`)
})

const planted: readonly (readonly [name: string, text: string])[] = [
  ['a path of some machine', `const data = '${'/wo'}rk/main/data'`],
  ['a path of some machine', `see file://${'/ho'}me/ada/notes`],
  ['the address of a package registry', `"resolved": "https://${'regis'}try.npmjs.org/a.tgz"`],
  ['a left-over mark', `// ${'TO'}DO later`],
  ['something not done', `throw new Error('not ${'implem'}ented')`],
  ['a test that does not run', `test.${'skip'}('later', () => {})`],
  ['a test that does not run', `test('later', { ${'todo'}: true }, () => {})`],
  ['coverage that is talked away', `/* node:coverage ${'ig'}nore next */`],
  ['a check that is switched off', `// eslint-${'dis'}able-next-line`],
  ['a secret of some service', `key = '${'SG'}.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb'`],
  ['a secret of some service', `${'Account'}Key=${'A'.repeat(86)}==`],
  ['a secret of some service', `token: ${'gh'}p_${'a'.repeat(36)}`],
  ['a private key', `-----BEGIN RSA ${'PRIV'}ATE KEY-----`],
]

for (const [name, text] of planted) {
  test(`${name} is found in: ${text.slice(0, 24)}…`, () => {
    assert.deepEqual(found('planted.test.ts', text), [name])
  })
}

function projectFiles(): readonly string[] {
  const out = ['node_modules', 'dist', 'coverage', '.git', '.indsigt', 'screenshots']
  const exclude = (path: string) => out.includes(path)
  const visible = globSync('**/*', { exclude })
  const hidden = globSync(['.*', '.ci/**/*', '.github/**/*'], { exclude })
  return [...visible, ...hidden].filter(
    (path) =>
      statSync(path).isFile() && /\.(ts|js|mjs|json|md|ya?ml|css|bicep|sh|txt|ps1)$|(run|deploy)$/.test(path),
  )
}

// The C# client is generated, compiled, packed, and does a short job against a running instance, by Debian's Mono.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { compile, makeCsharpClient, newtonsoft, plainDocument } from '../../tools/client/csharp.ts'
import { readZip } from '../http/support/zip.ts'
import { runInstance } from '../support/running-instance.ts'

const folder = mkdtempSync(join(tmpdir(), 'indsigt-csharp-'))
after(() => rmSync(folder, { recursive: true, force: true }))

before(() => {
  for (const command of ['/usr/bin/mono', '/usr/bin/mcs'])
    assert.ok(
      existsSync(command),
      `The C# client needs ${command}. Install Debian's package: apt-get install -y --no-install-recommends mono-devel`,
    )
})

test('a program in C# asks, opens the link, looks at the request and meets a refusal', async () => {
  const instance = await runInstance({ after })
  makeCsharpClient(folder)
  copyFileSync(newtonsoft, join(folder, basename(newtonsoft)))
  copyFileSync(fileURLToPath(new URL('job/Job.cs', import.meta.url)), join(folder, 'Job.cs'))
  compile(folder, 'Job.exe', ['-target:exe', '-r:Indsigt.Client.dll', 'Job.cs'])

  const { stdout } = await promisify(execFile)('mono', ['Job.exe', instance.url], {
    cwd: folder,
    timeout: 120_000,
  })

  assert.deepEqual(stdout.trim().split(/\r?\n/), ['Open', '404'])
})

test('the package holds its description and the library', async () => {
  const zip = await readZip(join(folder, 'Indsigt.Client.1.0.0.nupkg'))

  assert.deepEqual([...zip.entries.keys()].sort(), [
    'Indsigt.Client.nuspec',
    '[Content_Types].xml',
    'lib/net462/Indsigt.Client.dll',
  ])
  assert.match(zip.text('Indsigt.Client.nuspec'), /<id>Indsigt\.Client<\/id>/)
})

test('what NSwag does not read is left out of what it is given', () => {
  assert.deepEqual(
    plainDocument({ anyOf: [{}], kind: { const: 'a', examples: ['a'] }, list: [{ oneOf: [] }, 1, null] }),
    { kind: { enum: ['a'] }, list: [{}, 1, null] },
  )
})

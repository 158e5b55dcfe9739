import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'indsigt-hooks-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Writes down what it is asked, and says how many ways in are left. */
const az = join(folder, 'az')
writeFileSync(az, '#!/bin/sh\necho "$*" >>"$ASKED"\ncase "$*" in *" show "*) echo "$LEFT" ;; esac\n')
chmodSync(az, 0o755)

const azure = { AZURE_RESOURCE_GROUP: 'rg-indsigt-dev', SERVICE_API_NAME: 'func-we-one' }

function hook(name: string, settings: Readonly<Record<string, string>>) {
  const asked = join(folder, `${name}-asked`)
  rmSync(asked, { force: true })
  writeFileSync(asked, '')
  const { status, stderr } = spawnSync('sh', [resolve(`bicep/hooks/${name}.sh`)], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, ASKED: asked, LEFT: '0', ...settings },
  })
  return { status, stderr, asked: readFileSync(asked, 'utf8') }
}

test('before anything is made, the parameters are those of the environment, with places for the secrets of one run', () => {
  mkdirSync(join(folder, 'bicep/parameters'), { recursive: true })
  copyFileSync('bicep/parameters/demo.json', join(folder, 'bicep/parameters/demo.json'))
  const parametersIn = (file: string) =>
    (JSON.parse(readFileSync(file, 'utf8')) as { readonly parameters: Readonly<Record<string, unknown>> })
      .parameters

  assert.equal(hook('choose-parameters', { AZURE_ENV_NAME: 'demo' }).status, 0)
  assert.deepEqual(parametersIn(join(folder, 'bicep/main.parameters.json')), {
    mailApiKey: { value: '${MAIL_API_KEY=}' },
    smsAuthToken: { value: '${SMS_AUTH_TOKEN=}' },
    operatorCode: { value: '${OPERATOR_CODE=}' },
    ...parametersIn('bicep/parameters/demo.json'),
  })
  assert.notEqual(hook('choose-parameters', { AZURE_ENV_NAME: 'elsewhere' }).status, 0)
  assert.notEqual(hook('choose-parameters', {}).status, 0)
})

test('the file that is made for one run is not kept', () => {
  assert.match(readFileSync('.gitignore', 'utf8'), /^bicep\/main\.parameters\.json$/m)
})

test('the deployment site is opened for one address, which has to be said', () => {
  const { status, asked } = hook('open-deployment', { ...azure, INDSIGT_DEPLOY_FROM: '192.0.2.7' })

  assert.equal(status, 0)
  assert.match(
    asked,
    /access-restriction add .*--name func-we-one --scm-site true .*--ip-address 192\.0\.2\.7\/32\n$/,
  )
  const silent = hook('open-deployment', azure)
  assert.notEqual(silent.status, 0)
  assert.match(silent.stderr, /INDSIGT_DEPLOY_FROM/)
  assert.equal(silent.asked, '')
})

test('it is closed again, and if it stays open somebody hears of it', () => {
  const closed = hook('close-deployment', azure)

  assert.equal(closed.status, 0)
  assert.match(closed.asked, /access-restriction remove .*--scm-site true --rule-name deploys-now\n/)
  assert.notEqual(hook('close-deployment', { ...azure, LEFT: '1' }).status, 0)
})

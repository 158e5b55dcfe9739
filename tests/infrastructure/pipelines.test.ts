import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import { queueNames, queuesWithSessions } from '../../shared/application/ports/messages.ts'
import { parseYaml } from '../support/yaml.ts'
import type { Yaml } from '../support/yaml.ts'

type Change = { readonly when: string; readonly file: string; readonly from: string; readonly to: string }

/** Each file as it is read, and as it stands. */
type Files = { readonly [file: string]: { readonly read: Yaml; readonly text: string } }

const workflows = globSync('.github/workflows/*.yml').sort()
const ofAzure = ['azure-pipelines.yml', '.ci/deploy-job.yml']
const scripts = ['.ci/deploy', '.ci/emulators/run', ...globSync('bicep/hooks/*')]

function filesWith(change?: Change): Files {
  const all = [...workflows, ...ofAzure, 'azure.yaml', '.ci/emulators/compose.yaml'].map((file) => {
    const text = readFileSync(file, 'utf8')
    if (file !== change?.file) return [file, { read: parseYaml(text), text }] as const
    assert.ok(text.includes(change.from), `${file} does not say: ${change.from}`)
    const changed = text.replaceAll(change.from, change.to)
    return [file, { read: parseYaml(changed), text: changed }] as const
  })
  return Object.fromEntries(all)
}

/** Holds on the files as they are, and not on any of the changed ones. */
function promise(says: string, look: (files: Files) => readonly string[], changes: readonly Change[]): void {
  test(says, () => assert.deepEqual(look(filesWith()), []))
  for (const change of changes)
    test(`caught, when ${change.when}: ${says}`, () => assert.notDeepEqual(look(filesWith(change)), []))
}

const at = (value: Yaml | undefined, ...path: readonly (string | number)[]): Yaml | undefined =>
  path.reduce<Yaml | undefined>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null
        ? (inner as { readonly [key: string]: Yaml })[String(name)]
        : undefined,
    value,
  )

/** Every value under that name, wherever it stands. */
function everywhere(value: Yaml | undefined, name: string): readonly Yaml[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, Yaml]) => [
    ...(key === name ? [inner] : []),
    ...everywhere(inner, name),
  ])
}

const check = '.github/workflows/check.yml'
const release = '.github/workflows/release.yml'
const deploy = '.github/workflows/deploy.yml'
const scheduled = '.github/workflows/scheduled.yml'
const whatIf = '.github/workflows/what-if.yml'
const azure = 'azure-pipelines.yml'

/** What the two services run, each command by itself. */
const commandsOf = (files: Files) => ({
  GitHub: workflows.flatMap((file) => everywhere(files[file]?.read, 'run').map(String)),
  Azure: ofAzure.flatMap((file) =>
    ['script', 'inlineScript', 'scriptPath'].flatMap((name) =>
      everywhere(files[file]?.read, name).map(String),
    ),
  ),
})

const missing = (files: Files, ...needed: readonly string[]): readonly string[] =>
  Object.entries(commandsOf(files)).flatMap(([service, commands]) =>
    needed
      .filter((one) => !commands.some((command) => command.split(' && ').includes(one)))
      .map((one) => `${service} does not run ${one}`),
  )

promise(
  'both services build and run all checks, also for a pull request',
  (files) => [
    ...missing(files, 'npm ci', 'npm run check', 'npm run build'),
    ...('pull_request' in Object(at(files[check]?.read, 'on')) ? [] : ['no pull request is checked']),
    ...(at(files[azure]?.read, 'pr', 'branches', 'include', 0) === 'main'
      ? []
      : ['Azure checks no pull request']),
  ],
  [
    { when: 'only tests run', file: check, from: 'npm run check', to: 'npm test' },
    { when: 'Azure leaves the checks out', file: azure, from: 'npm run check', to: 'npm run verify' },
  ],
)

promise(
  'the contracts run on the official emulators, in containers that listen on this machine alone',
  (files) => [
    ...missing(files, '.ci/emulators/run'),
    ...everywhere(files['.ci/emulators/compose.yaml']?.read, 'image')
      .map(String)
      .filter((image) => !image.startsWith('mcr.microsoft.com/'))
      .map((image) => `${image} is nobody’s official emulator`),
    ...everywhere(files['.ci/emulators/compose.yaml']?.read, 'ports')
      .flatMap((ports) => ports as readonly string[])
      .filter((port) => !port.startsWith('127.0.0.1:')),
  ],
  [
    { when: 'they do not', file: check, from: '.ci/emulators/run', to: 'npm run test:contract' },
    { when: 'anybody can call', file: '.ci/emulators/compose.yaml', from: '127.0.0.1:8081', to: '8081' },
  ],
)

test('the emulator of Service Bus has the queues of the application, with their rules', () => {
  const { UserConfig } = JSON.parse(readFileSync('.ci/emulators/service-bus.json', 'utf8')) as {
    readonly UserConfig: {
      readonly Namespaces: readonly [
        {
          readonly Queues: readonly { readonly Name: string; readonly Properties: Record<string, unknown> }[]
        },
      ]
    }
  }

  assert.deepEqual(
    UserConfig.Namespaces[0].Queues.map(({ Name, Properties }) => ({
      name: Name,
      rules: [
        Properties['RequiresSession'],
        Properties['RequiresDuplicateDetection'],
        Properties['DuplicateDetectionHistoryTimeWindow'],
        Properties['MaxDeliveryCount'],
        Properties['LockDuration'],
      ],
    })),
    queueNames.map((name) => ({ name, rules: [queuesWithSessions.has(name), true, 'PT10M', 10, 'PT1M'] })),
  )
})

const whatIfOf = (environment: string): string =>
  `az deployment sub what-if --location westeurope --template-file bicep/main.bicep --parameters bicep/parameters/${environment}.json`

promise(
  'the compiler reads the templates, and a pull request says what it would do to each environment',
  (files) => {
    const { Azure } = commandsOf(files)
    const environments = at(files[whatIf]?.read, 'jobs', 'what-if', 'strategy', 'matrix', 'environment')
    return [
      ...missing(
        files,
        'az bicep build --file bicep/main.bicep --stdout > main.json',
        'az bicep build --file bicep/bootstrap.bicep --stdout > bootstrap.json',
      ),
      ...['dev', 'demo', 'prod'].filter((one) => !Azure.includes(whatIfOf(one))),
      ...(JSON.stringify(environments) === '["dev","demo","prod"]' ? [] : ['an environment is left out']),
      ...(commandsOf(files).GitHub.includes(whatIfOf('${{ matrix.environment }}'))
        ? []
        : ['GitHub does not ask']),
      ...('pull_request' in Object(at(files[whatIf]?.read, 'on')) ? [] : ['nobody asks for a pull request']),
    ]
  },
  [
    { when: 'prod is left out', file: whatIf, from: '[dev, demo, prod]', to: '[dev, demo]' },
    {
      when: 'Azure asks nothing of prod',
      file: azure,
      from: 'bicep/parameters/prod.json',
      to: 'bicep/parameters/dev.json',
    },
    { when: 'it is asked on main only', file: whatIf, from: 'pull_request:', to: 'push:' },
  ],
)

promise(
  'nothing needs a stored secret: sign-in is by federation, and the service’s own token is the only other',
  (files) => [
    ...[...workflows, ...ofAzure].flatMap((file) =>
      [
        ...(files[file]?.text ?? '').matchAll(
          /secrets\.\w+|client-secret|creds:|password|azureSubscriptionKey|group: \w*secret/gi,
        ),
      ].map(([found]) => `${file}: ${found}`),
    ),
    ...workflows
      .filter((file) =>
        everywhere(files[file]?.read, 'uses').some((one) => String(one).startsWith('azure/login@')),
      )
      .filter((file) => at(files[file]?.read, 'permissions', 'id-token') !== 'write')
      .map((file) => `${file} cannot sign in by federation`),
  ],
  [
    {
      when: 'a secret signs in',
      file: deploy,
      from: 'client-id: ${{ vars.AZURE_CLIENT_ID }}',
      to: 'creds: ${{ secrets.AZURE_CREDENTIALS }}',
    },
    { when: 'no token may be asked for', file: whatIf, from: 'id-token: write', to: 'id-token: none' },
  ],
)

promise(
  'a workflow reads by default, writes by name, and runs nothing of strangers with rights of ours',
  (files) =>
    workflows.flatMap((file) => {
      const { read, text = '' } = files[file] ?? {}
      return [
        ...(at(read, 'permissions', 'contents') === 'read' ? [] : [`${file} may write`]),
        ...(text.includes('pull_request_target') ? [`${file} runs a stranger’s branch`] : []),
        ...everywhere(read, 'uses')
          .map(String)
          .filter((uses) => !isPinned(uses))
          .map((uses) => `${file}: ${uses} may change`),
        ...everywhere(read, 'run')
          .map(String)
          .filter((run) => /\$\{\{ *github\.(event|head_ref)/.test(run))
          .map(() => `${file} runs what a title says`),
      ]
    }),
  [
    {
      when: 'an action may change',
      file: check,
      from: '@11bd71901bbe5b1630ceea73d27597364c9af683',
      to: '@v4',
    },
    {
      when: 'every job may write',
      file: check,
      from: 'permissions:\n  contents: read\n',
      to: 'permissions:\n  contents: write\n',
    },
    {
      when: 'a stranger’s branch runs as ours',
      file: check,
      from: 'pull_request:',
      to: 'pull_request_target:',
    },
  ],
)

/** Actions whose commit we could not check are named by their version: docs/deploy.md lists them. */
function isPinned(uses: string): boolean {
  const byVersion = ['Azure/setup-azd@v2', 'github/codeql-action/init@v3', 'github/codeql-action/analyze@v3']
  return uses.startsWith('./') || /@[0-9a-f]{40}$/.test(uses) || byVersion.includes(uses)
}

promise(
  'what is released was checked, is built once, and goes to dev, to demo and then to prod',
  (files) => {
    const needs = (job: string): string => JSON.stringify(at(files[release]?.read, 'jobs', job, 'needs'))
    const dependsOn = (stage: string): string => {
      const stages = at(files[azure]?.read, 'stages') as readonly Yaml[]
      return JSON.stringify(
        at(
          stages.find((one) => at(one, 'stage') === stage),
          'dependsOn',
        ),
      )
    }
    const { GitHub } = commandsOf(files)
    return [
      ...(needs('dev') === '["check"]' && at(files[release]?.read, 'jobs', 'check', 'uses') === `./${check}`
        ? []
        : ['GitHub releases unchecked']),
      ...(needs('demo') === '["dev"]' && needs('first-approval') === '["demo"]'
        ? []
        : ['GitHub leaves demo out']),
      ...(dependsOn('dev') === '["check"]' &&
      dependsOn('demo') === '["dev"]' &&
      dependsOn('prod') === '["demo"]'
        ? []
        : ['Azure leaves a stage out']),
      ...(GitHub.some((run) => run.includes('azd deploy api --from-package package.zip'))
        ? []
        : ['built anew']),
      ...(readFileSync('.ci/deploy', 'utf8').includes('azd deploy api --from-package "$PACKAGE"')
        ? []
        : ['built anew']),
    ]
  },
  [
    { when: 'demo is left out', file: release, from: 'needs: [demo]', to: 'needs: [check]' },
    { when: 'Azure goes straight to prod', file: azure, from: 'dependsOn: [demo]', to: 'dependsOn: [check]' },
    { when: 'it is built anew', file: deploy, from: ' --from-package package.zip', to: '' },
  ],
)

promise(
  'two people approve before production: two environments that each ask one',
  (files) => {
    const job = (name: string): Yaml | undefined => at(files[release]?.read, 'jobs', name)
    return [
      ...(at(job('first-approval'), 'environment') === 'prod-first-approval'
        ? []
        : ['the first is not asked']),
      ...(JSON.stringify(at(job('prod'), 'needs')) === '["first-approval"]'
        ? []
        : ['the first is not waited for']),
      ...(at(job('prod'), 'with', 'environment') === 'prod' &&
      at(files[deploy]?.read, 'jobs', 'deploy', 'environment') === '${{ inputs.environment }}'
        ? []
        : ['the second is not asked']),
      ...(everywhere(files['.ci/deploy-job.yml']?.read, 'environment').includes(
        '${{ parameters.environment }}',
      )
        ? []
        : ['Azure asks nobody']),
    ]
  },
  [
    {
      when: 'the first is not waited for',
      file: release,
      from: 'needs: [first-approval]',
      to: 'needs: [demo]',
    },
    {
      when: 'the second is not asked',
      file: deploy,
      from: '    environment: ${{ inputs.environment }}\n',
      to: '',
    },
  ],
)

const forgiving = (text: string): boolean => /continue-on-error|continueOnError|\|\| true/.test(text)

promise(
  'a vulnerable dependency, an unknown licence or a secret in the history fails the release, and its materials are kept',
  (files) => [
    ...missing(
      files,
      'npm audit --audit-level=high',
      'npm audit signatures',
      'node tools/licences.ts > licences.md',
      'npm sbom --omit=dev --sbom-format=cyclonedx > sbom.cdx.json',
    ),
    ...Object.entries(commandsOf(files))
      .filter(
        ([, commands]) => !commands.some((one) => /gitleaks:v[\d.]+ git \/source .*--exit-code 1/.test(one)),
      )
      .map(([service]) => `${service} looks for no secrets`),
    ...[check, azure].filter((file) => forgiving(files[file]?.text ?? '')),
    ...(at(files[check]?.read, 'jobs', 'secrets', 'steps', 0, 'with', 'fetch-depth') === 0
      ? []
      : ['no history']),
  ],
  [
    {
      when: 'the audit only warns',
      file: check,
      from: 'run: npm audit --audit-level=high',
      to: 'run: npm audit --audit-level=high || true',
    },
    { when: 'Azure has no bill of materials', file: azure, from: 'npm sbom', to: 'npm ls' },
    { when: 'the history is not looked at', file: check, from: 'fetch-depth: 0', to: 'fetch-depth: 1' },
    { when: 'what is found is let through', file: check, from: '--exit-code 1', to: '--exit-code 0' },
  ],
)

promise(
  'every other week everything runs again, a made-up person asks, and a scanner attacks',
  (files) => {
    const visit = 'node tools/synthetic-request.ts'
    const { GitHub, Azure } = commandsOf(files)
    return [
      ...(at(files[scheduled]?.read, 'on', 'schedule', 0, 'cron') === '17 5 1,15 * *'
        ? []
        : ['GitHub: not then']),
      ...(at(files[azure]?.read, 'schedules', 0, 'cron') === '17 5 1,15 * *' &&
      at(files[azure]?.read, 'schedules', 0, 'always') === true
        ? []
        : ['Azure: not then']),
      ...(at(files[scheduled]?.read, 'jobs', 'check', 'uses') === `./${check}`
        ? []
        : ['not everything runs']),
      ...[GitHub, Azure].filter((all) => !all.some((one) => one.startsWith(visit))).map(() => 'nobody asks'),
      ...(GitHub.some((one) => one.includes('zap-api-scan.py')) ? [] : ['nobody attacks']),
    ]
  },
  [
    { when: 'it is once a year', file: scheduled, from: '1,15 * *', to: '1 1 *' },
    { when: 'Azure runs only after changes', file: azure, from: 'always: true', to: 'always: false' },
    { when: 'nobody asks', file: scheduled, from: 'node tools/synthetic-request.ts', to: 'echo' },
  ],
)

promise(
  '`azd up` makes the environment from bicep/ and deploys the bundle, with nothing built elsewhere',
  (files) => {
    const { read } = files['azure.yaml'] ?? {}
    const hooks = ['preprovision', 'predeploy', 'postdeploy'].flatMap((hook) =>
      ['posix', 'windows'].map((system) => String(at(read, 'hooks', hook, system, 'run'))),
    )
    return [
      ...(at(read, 'infra', 'path') === 'bicep' && at(read, 'infra', 'module') === 'main'
        ? []
        : ['other templates']),
      ...(at(read, 'services', 'api', 'host') === 'function' &&
      at(read, 'services', 'api', 'remoteBuild') === false
        ? []
        : ['built there']),
      ...hooks.filter((file) => !existsSync(file)).map((file) => `${file} is not there`),
    ]
  },
  [
    { when: 'it is built there', file: 'azure.yaml', from: 'remoteBuild: false', to: 'remoteBuild: true' },
    {
      when: 'nothing closes the site again',
      file: 'azure.yaml',
      from: 'close-deployment.sh',
      to: 'nothing.sh',
    },
  ],
)

test('no script of the pipelines holds a password or a key of its own', () => {
  for (const file of scripts)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /(PASSWORD|KEY|SECRET)=["']?[A-Za-z0-9+/]{20,}/, file)
})

test('dependencies and actions are looked at every week', () => {
  const updates = at(parseYaml(readFileSync('.github/dependabot.yml', 'utf8')), 'updates') as readonly Yaml[]

  assert.deepEqual(
    updates.map((one) => [at(one, 'package-ecosystem'), at(one, 'schedule', 'interval')]),
    [
      ['npm', 'weekly'],
      ['github-actions', 'weekly'],
    ],
  )
})

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Bodies, BodyName } from '../../shared/contracts/bodies.ts'
import { parseBody } from '../../shared/contracts/parse.ts'
import { validatorsSource } from '../../tools/write-validators.ts'

const root = 'a'.repeat(64)

/** One good body of each name, with every member that it may have. */
const good: { readonly [Name in BodyName]: Bodies[Name] } = {
  redeemLink: {
    token: 'demo.-.c2VjcmV0',
    code: '12345678',
    factor: { kind: 'recovery', code: 'abcd-efgh-ijkl-mnop' },
  },
  redeemCode: {
    email: 'anna@mail.example',
    company: 'demo',
    code: '12345678',
    factor: { kind: 'totp', code: '123456' },
  },
  askLinks: { email: 'anna@mail.example' },
  newCode: { token: 'demo.-.c2VjcmV0' },
  signIn: { email: 'owner@demo.example' },
  refresh: { refreshToken: 'cmVmcmVzaA' },
  proof: { kind: 'totp', code: '123456' },
  newFactor: { name: 'My phone' },
  factorCode: { code: '123456' },
  newPasskey: {
    ...{ id: 'abc_-9', rawId: 'abc_-9', type: 'public-key', authenticatorAttachment: 'platform' },
    clientExtensionResults: { credProps: { rk: true } },
    response: {
      ...{ clientDataJSON: 'eyJ9', attestationObject: 'o2Nm', authenticatorData: 'AAAA' },
      ...{ publicKey: 'MFkw', publicKeyAlgorithm: -7, transports: ['internal', 'hybrid'] },
    },
  },
  newPhone: { phone: '+4512345678', name: 'My phone' },
  linkPasskey: { token: 'demo.-.c2VjcmV0' },
  createRequest: {
    rights: [
      'access',
      'portability',
      'rectification',
      'erasure',
      'restriction',
      'objection',
      'consentWithdrawal',
    ],
    objectionPurpose: 'directMarketing',
    email: 'anna@mail.example',
    language: 'da',
    country: 'DK',
    informationTypes: ['insurance'],
    message: 'Alt hvad I har om mig.\n\tTak.',
    identifiers: { customerNumber: '4711', formerName: 'Anna Sørensen' },
    secondFactor: { kind: 'sms', phone: '+4512345678' },
    deliverTo: { receiverId: 'receiver-1' },
  },
  registerRequest: {
    rights: ['access'],
    channel: 'letter',
    postalAddress: 'Anna Jensen\nStorgade 1\n8000 Aarhus C',
    receivedAt: '2026-03-05T09:00:00+01:00',
    backdatingReason: 'The letter lay in the branch.',
  },
  withdrawal: {},
  message: { text: 'When will I hear from you?' },
  pushData: { version: 1, data: { anything: [1, null] } },
  importData: { templateId: 'insurance', version: 1, data: { anything: [1, null] } },
  createUpload: {
    ...{ name: 'police.pdf', contentType: 'text/plain; charset=utf-8', sizeBytes: 0, source: 'crm' },
    providedByPerson: false,
  },
  commitUpload: { sha256: root },
  releaseFile: { reason: 'The macros are those of our own letter template.' },
  reveal: { reasonCode: 'conflictOfInterest' },
  bypass: { step: 'collection', reasonCode: 'timeLimit', reason: 'The archive answers next week.' },
  sourceState: { state: 'nothingHeld', note: 'Searched by number and by name.' },
  identityRecord: {
    method: 'contactOnFile',
    level: 'onFile',
    evidence: 'Same address in the CRM',
    note: 'By phone',
  },
  seal: {},
  approval: { manifestSha256: root, decision: 'return', comment: 'Page 3 names another person.' },
  extension: { months: 2, reasonCode: 'complexity', reason: 'Five systems, one of them on paper.' },
  pause: {
    right: 'access',
    reasonCode: 'specification',
    reason: 'Which of the three policies?',
    until: '2026-04-01T00:00:00+02:00',
  },
  resume: { right: 'access' },
  conflictDecision: { pointer: '/contact/name', take: 'value', value: 'Ny' },
  withheld: {
    items: [
      { file: 'letter.pdf', groundCode: 'rightsOfOthersAccess', text: 'A name of somebody else.' },
      { source: 's1', pointer: '/claims/0', groundCode: 'rightsOfOthersAccess', text: 'The same.' },
    ],
  },
  discardDeadLetter: { reason: 'noLongerNeeded' },
  handOver: { how: 'post' },
  recall: { reasonCode: 'wrongAddressee', reason: 'It went to a namesake.', awareAt: '2026-03-05T09:00:00Z' },
  breachAssessment: { outcome: 'notified', assessment: 'Told on the same day.' },
  refusal: { right: 'erasure', groundCode: 'legalObligation', facts: 'The accounts of 2025.' },
  settings: {
    profile: {
      name: 'Demo A/S',
      languages: ['da', 'en'],
      country: 'DK',
      timeZone: 'Europe/Copenhagen',
      contact: { name: 'DPO', email: 'dpo@demo.example', phone: '+4512345678', postalAddress: 'Storgade 1' },
      dataProtectionOfficers: [{ name: 'DPO', email: 'dpo@demo.example', phone: '+4512345678' }],
      authority: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk', address: 'Valby' },
      identifiers: [{ id: 'policyNumber', label: { en: 'Policy' }, why: { en: 'To find you.' } }],
      rights: ['access'],
    },
    identityLevel: 'onFile',
    identityLevels: [{ informationType: 'insurance', level: 'onFile', reason: 'Health data.' }],
    approvalPolicy: { approvalsNeeded: 1, approverIds: ['e1'], version: 3 },
    acknowledgement: [{ da: 'Tak, {reference}.', en: 'Thank you, {reference}.' }],
    secondAdministrator: 'none',
    staffTexts: 'allowed',
    reviewersSee: 'everything',
    statusPage: 'coarse',
    retention: { outcomeYears: 5 },
    consentRenewalDays: 30,
    consentProofMonths: 60,
    uploads: { largestFileBytes: 1_000_000, totalBytes: 9_000_000, files: 20, types: ['pdf', 'image'] },
    sms: { prefixes: ['+45', '+46'], monthlyCap: 100, usedThisMonth: 7 },
    programAccess: 'tokenAndKey',
    seenFrom: ['acme-pension'],
    allowedOrigins: ['https://www.demo.example', 'https://shop.demo.example:8443'],
    informationTypes: [
      {
        informationType: 'insurance',
        label: { da: 'Forsikring', en: 'Insurance' },
        sources: [
          {
            sourceId: 'policies',
            label: { en: 'Policies' },
            templateId: 'insurance',
            legalBasis: 'contract',
            providedByPerson: true,
          },
        ],
        state: 'current',
      },
    ],
    activities: [
      {
        ...{ id: 'policies', informationTypes: ['insurance'], legalBasis: 'contract' },
        purposes: { da: 'Vi administrerer din forsikring.', en: 'We keep your policy.' },
        categories: ['dpv-pd:Insurance'],
        recipients: ['Reinsurer A/S'],
        retention: { en: 'Five years.' },
        source: { en: 'You.' },
        automatedDecisions: { en: 'None.' },
        thirdCountries: [{ country: 'US', safeguard: { en: 'Standard clauses.' } }],
      },
    ],
  },
  changeEmployee: { name: 'Bo Berg', email: 'bo@demo.example' },
  createEmployee: { name: 'Bo Berg', email: 'bo@demo.example', language: 'da' },
  hostName: { name: 'data.company.example' },
  identityProvider: {
    name: 'MitID',
    issuer: 'https://broker.example/tenant/',
    clientId: 'urn:my:application:identifier:42',
    clientSecret: 'sesame',
    scopes: ['openid', 'profile'],
    acrValues: ['urn:grn:authn:dk:mitid:substantial'],
    requiredClaims: [{ name: 'acr', values: ['urn:grn:authn:dk:mitid:substantial'] }],
    prompt: 'login',
    use: 'only',
  },
  createApiKey: { name: 'CRM', scopes: ['requests', 'consents'], expiresAt: '2027-01-01T00:00:00Z' },
  createWebhook: { url: 'https://hooks.example/indsigt', events: ['requestVerified'] },
  addReceiver: {
    ...{ name: 'Other', contact: 'data@other.example', url: 'https://other.example/transfers' },
    encryptionKey: { kty: 'RSA', n: 'x'.repeat(342), e: 'AQAB' },
    signingKey: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
  },
  addConnection: { systemId: 'zendesk', sourceId: 'caseFiles', settings: { token: 'a\nb' } },
  renewConnection: { settings: { token: 'a\nb' } },
  startSearch: { connectionId: 'x'.repeat(22), what: 'locate' },
  takeFound: { steps: ['users'] },
  receiverProof: { proof: 'a.b.c' },
  receipt: { receipt: 'a.b.c' },
  instruction: { receiverId: 'receiver-1', textSha256: '0'.repeat(64) },
  companyExport: { receivingKey: { kty: 'RSA', n: 'x'.repeat(342), e: 'AQAB' } },
  changeWebhook: { url: 'https://hooks.example/', events: ['requestOverdue'], state: 'stopped' },
  bulkAssignment: {
    ...{ action: 'assign', employeeId: 'user', dryRun: true, continuation: 'x' },
    filter: { status: 'open', dueBefore: '2026-04-01T00:00:00Z', assignee: 'user' },
  },
  consentForm: {
    title: { da: 'Nyheder', en: 'News' },
    body: { da: 'Vi skriver sjældent.', en: 'We write rarely.' },
    purposes: [
      {
        purposeId: 'newsletter',
        text: { da: 'Send mig nyhedsbrevet', en: 'Send me the newsletter' },
        dataCategories: ['dpv-pd:EmailAddress'],
        recipients: ['Post Example A/S'],
        retention: { da: 'Et år', en: 'One year' },
        thirdCountries: [{ country: 'US', safeguard: { da: 'Kontrakt', en: 'Contract' } }],
        explicit: false,
        validMonths: 24,
        required: false,
      },
    ],
    controller: { name: 'Demo', email: 'us@demo.example', address: 'Vej 1', phone: '+4512345678' },
    authority: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk' },
    withdrawal: { da: 'Når som helst', en: 'At any time' },
    factors: ['emailLink'],
  },
  recordConsent: {
    formId: 'form1',
    version: 1,
    subject: { email: 'anna@mail.example' },
    purposes: [{ purposeId: 'newsletter', decision: 'given' }],
    method: 'paper',
    language: 'da',
    saidAt: '2026-03-01T12:00:00Z',
  },
  consentPerson: { email: 'anna@mail.example' },
  consentWithdrawal: { purposes: ['newsletter'], method: 'phone', reference: 'Note 12' },
  consentSearch: { subject: { email: 'ada@example.com' } },
  consentCheck: { questions: [{ subject: { externalId: '4711' }, purposes: ['newsletter'] }] },
  createTemplate: { templateId: 'own', from: 'generic', title: { en: 'Ours' } },
  template: {
    title: { da: 'Vores', en: 'Ours' },
    schema: { type: 'object' },
    fields: [
      {
        pointer: '/rows/*/a~1b',
        label: { en: 'A' },
        hint: { en: 'Hint' },
        provenance: 'observed',
        category: 'dpv-pd:Purchase',
        values: { web: { da: 'Hjemmeside', en: 'Website' } },
      },
    ],
    titles: [{ pointer: '/rows', label: { en: 'Rows' } }],
    csv: [{ name: 'rows', rows: '/rows', columns: [{ header: 'a', pointer: '/a~1b' }] }],
  },
  openCompany: {
    ...{ name: 'Acme Pension', ownerName: 'Ole Owner', ownerEmail: 'ole@acme.example' },
    ...{ id: 'acme', country: 'DK', sector: 'bank', language: 'da' },
  },
  suspension: { reason: 'Unpaid since March.' },
  modules: { requests: 'off', sms: 'on', apiKeys: 'on' },
  supportInvitation: {
    ...{ operatorEmail: 'oda@operator.example', areas: ['stuckTasks'], hours: 4 },
    reason: 'Mails have not left since this morning.',
  },
  ownerRecovery: { ownerName: 'Ny Ejer', ownerEmail: 'ny@acme.example', language: 'da' },
  inviteOperator: { name: 'Oda Operator', email: 'oda@operator.example', language: 'en' },
  firstOperator: {
    ...{ code: '01234-56789', name: 'Oda Operator', email: 'oda@operator.example', language: 'da' },
  },
  clockAdvance: { advance: 'P31D' },
}

const names = Object.keys(good) as readonly BodyName[]

const errorsOf = (name: BodyName, value: unknown) => {
  const result = parseBody(name, value)
  return result.ok ? [] : result.error.errors
}
const codeOf = (name: BodyName, value: unknown): string => {
  const result = parseBody(name, value)
  return result.ok ? 'accepted' : result.error.code
}

test('accepts a good body of every kind, as it is', () => {
  for (const name of names)
    assert.deepEqual(parseBody(name, good[name]), { ok: true, value: good[name] }, name)
})

test('refuses every body that is not an object', () => {
  for (const name of names) {
    for (const value of [0, 1, -1, true, false, null, [], '', 'text', [{}]]) {
      assert.deepEqual(
        errorsOf(name, value).filter(({ code }) => code !== 'oneOf'),
        [{ pointer: '', code: 'type', detail: 'must be of type object' }],
        name,
      )
    }
  }
})

test('refuses an unknown member of every body, and says which', () => {
  for (const name of names) {
    const result = parseBody(name, { ...good[name], surprise: 'Anna' })

    assert.deepEqual(result, {
      ok: false,
      error: {
        code: 'unknownMember',
        errors: [{ pointer: '/surprise', code: 'unknownMember', detail: 'is not a member of this object' }],
      },
    })
  }
})

test('says that a member is unknown whatever else is wrong', () => {
  assert.equal(codeOf('signIn', { email: 7, isAdmin: true }), 'unknownMember')
  assert.equal(codeOf('signIn', { email: 7 }), 'bodyInvalid')
})

test('names each required member that is missing', () => {
  assert.deepEqual(errorsOf('createRequest', {}), [
    { pointer: '/rights', code: 'required', detail: 'is required' },
    { pointer: '/email', code: 'required', detail: 'is required' },
  ])
})

test('only bodies without required members may be left out', () => {
  const absent = names.filter((name) => parseBody(name, undefined).ok)

  assert.deepEqual(absent, [
    'newFactor',
    'withdrawal',
    'commitUpload',
    'seal',
    'resume',
    'companyExport',
    'consentWithdrawal',
  ])
})

test('never repeats a value, nor a member name that could be one', () => {
  const secrets = {
    rights: ['0101701234'],
    email: '0101701234',
    country: '0101701234',
    message: 7,
    identifiers: { '0101701234': 'x', fine: '\u0000 0101701234' },
    'anna@mail.example': 1,
    '0101701234': 1,
    informationTypes: ['0101701234 0101701234'],
    secondFactor: { kind: '0101701234' },
  }

  const told = JSON.stringify(parseBody('createRequest', secrets))

  assert.equal(told.includes('0101701234'), false)
  assert.equal(told.includes('anna'), false)
})

test('a request names one to seven rights, each once', () => {
  const withRights = (rights: unknown) =>
    errorsOf('createRequest', { rights, email: 'a@b.dk' }).map(({ code }) => code)

  assert.deepEqual(withRights(['access']), [])
  assert.deepEqual(withRights([]), ['minItems'])
  assert.deepEqual(withRights(['access', 'access']), ['uniqueItems'])
  assert.deepEqual(withRights(['consent_withdrawal']), ['enum'])
  assert.deepEqual(withRights('access'), ['type'])
  assert.deepEqual(withRights([null]), ['type', 'enum'])
})

test('a registered request names exactly one way to reach the person', () => {
  const common = { rights: ['access'], channel: 'phone' }
  const oneOf = [
    { pointer: '', code: 'oneOf', detail: 'must match exactly one of the documented alternatives' },
  ]

  for (const way of [{ email: 'a@b.dk' }, { postalAddress: 'Storgade 1' }, { inPerson: true }]) {
    assert.deepEqual(errorsOf('registerRequest', { ...common, ...way }), [])
  }
  assert.deepEqual(errorsOf('registerRequest', common), oneOf)
  assert.deepEqual(errorsOf('registerRequest', { ...common, email: 'a@b.dk', inPerson: true }), oneOf)
  assert.equal(errorsOf('registerRequest', { ...common, inPerson: false })[0]?.code, 'const')
})

test('a second factor is a phone or a passcode, never half of each', () => {
  const withFactor = (secondFactor: unknown) =>
    errorsOf('createRequest', { ...good.createRequest, secondFactor })

  assert.deepEqual(withFactor({ kind: 'passcode', passcode: 'ni lange ord' }), [])
  for (const factor of [
    { kind: 'sms' },
    { kind: 'sms', passcode: 'ni lange ord' },
    { kind: 'sms', phone: '12345678' },
    {},
  ]) {
    assert.deepEqual(
      withFactor(factor).map(({ pointer, code }) => `${pointer} ${code}`),
      ['/secondFactor oneOf'],
    )
  }
})

test('texts hold nothing that hides: no control characters, no marks that turn the reading direction', () => {
  const employee = (name: string) => codeOf('createEmployee', { name, email: 'a@b.dk' })
  const message = (text: string) => codeOf('message', { text })

  for (const bad of ['', ' ', '\u3000', 'a\nb', 'a\u0000', 'a\u202Eb', 'a\u2028b', 'a'.repeat(201)]) {
    assert.equal(employee(bad), 'bodyInvalid', JSON.stringify(bad))
  }
  for (const bad of ['', '\n', 'a\u0000b', 'a\u001Bb', 'a\u007Fb', 'a'.repeat(4001)]) {
    assert.equal(message(bad), 'bodyInvalid', JSON.stringify(bad))
  }
  assert.equal(employee('Åse Ó’Neill-Ødegård 🙂'), 'accepted')
  assert.equal(message('Linje 1\r\n\tLinje 2 שלום'), 'accepted')
  assert.equal(message('🙂'.repeat(4000)), 'accepted')
})

test('answers about a hostile body at once and in few words', () => {
  const crowd = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`member${at}`, 'x'.repeat(10)]))
  const before = performance.now()

  assert.equal(errorsOf('settings', crowd).length, 50)
  assert.equal(codeOf('message', { text: ' '.repeat(1_000_000) }), 'bodyInvalid')
  assert.equal(
    codeOf('createUpload', { ...good.createUpload, contentType: `a/${'b;'.repeat(50_000)}` }),
    'bodyInvalid',
  )
  assert.ok(performance.now() - before < 1_000)
})

test('the committed validators are those of the schemas', async () => {
  const committed = await readFile(
    new URL('../../shared/contracts/generated/validators.mjs', import.meta.url),
    'utf8',
  )

  assert.equal(committed === (await validatorsSource()), true, 'stale: run npm run validators')
})

test('the validators need nothing at run time: no module, no eval', async () => {
  const committed = await readFile(
    new URL('../../shared/contracts/generated/validators.mjs', import.meta.url),
    'utf8',
  )

  assert.doesNotMatch(committed, /^import |= require\(|\bimport\(|new Function|\beval\(/m)
})

test('a list of information types may be empty: whoever chooses none asks for all', () => {
  const { rights, email } = good.createRequest
  assert.ok(parseBody('createRequest', { rights, email, informationTypes: [] }).ok)
  assert.equal(parseBody('createRequest', { rights: [], email }).ok, false)
})

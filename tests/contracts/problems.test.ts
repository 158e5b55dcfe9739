import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemCodes, problemFor } from '../../shared/contracts/problems.ts'

/** Fixed at the edge: clients are written against these (api.md, security.md). */
const fixed: Readonly<Record<string, number>> = {
  linkUsed: 410,
  linkVoid: 410,
  linkExpired: 410,
  codeRequired: 401,
  fourEyes: 403,
  sealChanged: 409,
  identityNotEstablished: 409,
  sourcesOpen: 409,
  extensionTooLate: 409,
  deliveryPurged: 410,
  deliveryRecalled: 410,
  unknownMember: 400,
  bodyInvalid: 400,
  idempotencyKeyReused: 422,
  versionConflict: 412,
  notFound: 404,
  notSignedIn: 401,
  forbidden: 403,
  tooManyRequests: 429,
  unavailable: 503,
  transitionNotAllowed: 409,
  bodyTooLarge: 413,
  unsupportedMediaType: 415,
  fileNameRefused: 400,
  uploadIncomplete: 409,
  contentRefused: 422,
  checksumMismatch: 422,
  rangeNotSatisfiable: 416,
  receivedInFuture: 400,
  backdatingReasonMissing: 400,
  alreadyPaused: 409,
  notPaused: 409,
}

test('answers each refusal with the status that clients were promised', () => {
  for (const [code, status] of Object.entries(fixed)) assert.equal(problemFor({ code }).status, status, code)
})

/** Of a rule that one member alone can break, the place is told also where the refusal does not say it. */
const places = {
  parameterInvalid: '/continuation',
  groundUnknown: '/groundCode',
  commentMissing: '/comment',
  pauseEndInvalid: '/until',
}

test('every problem has a type of its own, a title and its code (RFC 9457)', () => {
  for (const code of problemCodes) {
    const problem = problemFor({ code })

    assert.match(code, /^[a-z][A-Za-z]+$/)
    const { next, errors, ...always } = problem
    assert.deepEqual(Object.keys(always), ['type', 'status', 'title', 'code'])
    assert.equal(next !== undefined, ['factorRequired', 'freshProofRequired'].includes(code))
    assert.deepEqual(
      errors?.map(({ pointer }) => pointer),
      code in places ? [places[code as keyof typeof places]] : undefined,
    )
    assert.equal(problem.type, `/problems/${code}`)
    assert.ok(problem.status >= 400 && problem.status <= 503)
    assert.ok(problem.title.length > 10 && problem.title.length < 100)
  }
})

test('says where whoever is signed in goes on, and of a link by which kinds instead', () => {
  assert.equal(problemFor({ code: 'freshProofRequired' }).next, '/api/v1/me/proof')
  assert.equal(problemFor({ code: 'factorRequired' }).next, '/api/v1/me/factors')
  const { next, factors } = problemFor({ code: 'factorRequired', factors: { kinds: ['totp'] } })
  assert.deepEqual([next, factors], [undefined, { kinds: ['totp'] }])
})

test('tells the broken rules of bad input and nothing else of the refusal', () => {
  const broken = { pointer: '/email', code: 'format', detail: 'must match the format email', value: 'anna@' }
  const refusal = { code: 'bodyInvalid', errors: [broken], email: 'anna@' }

  const problem = problemFor(refusal)

  assert.deepEqual(problem.errors, [
    { pointer: '/email', code: 'format', detail: 'must match the format email' },
  ])
  assert.equal(JSON.stringify(problem).includes('anna'), false)
  assert.equal(problemFor({ code: 'fileNameRefused', rule: 'separator' }).detail, 'rule: separator')
})

test('calls an unknown member of a form by the same code as one of any other body', () => {
  const broken = (code: string) => ({
    code: 'formInvalid',
    errors: [{ pointer: '/a', code, detail: 'is wrong' }],
  })

  assert.equal(problemFor(broken('unknownMember')).code, 'unknownMember')
  assert.equal(problemFor(broken('maxLength')).code, 'formInvalid')
})

test('answers a code that nobody foresaw as our own defect, without telling it', () => {
  for (const code of ['cosmos exploded at host-7', '__proto__', 'toString', '']) {
    assert.deepEqual(problemFor({ code, rule: 'x', errors: [] }), {
      type: '/problems/internalError',
      status: 500,
      title: 'Something went wrong on our side',
      code: 'internalError',
    })
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asciiEmail } from '../../shared/contracts/email.ts'
import { formats } from '../../shared/contracts/formats.ts'

const { 'date-time': isDateTime, duration: isDuration, email: isEmail, country: isCountry } = formats

test('accepts the addresses that people have', () => {
  const people = [
    'a@b.dk',
    'anna.jensen@demo.example',
    "o'neil+gdpr@mail.example.com",
    'x@xn--rdgrd-vuad.dk',
    '1@2.co',
  ]
  for (const address of people) assert.equal(isEmail(address), true, address)
})

test('refuses what is not exactly one plain mailbox', () => {
  const label = 'a'.repeat(64)
  const hostile = [
    ...[
      '',
      '@',
      'a',
      'a@',
      '@b.dk',
      'a@b',
      'a@localhost',
      'a@b.dk.',
      'a@.dk',
      'a@b..dk',
      '.a@b.dk',
      'a.@b.dk',
    ],
    ...['a..b@c.dk', '"a b"@c.dk', 'a(comment)@c.dk', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a@b.dk,c@d.dk'],
    ...[
      'a@b.dk; c@d.dk',
      'Anna <a@b.dk>',
      'a@b.dk\n',
      'a@b.dk\r\nBcc: c@d.dk',
      ' a@b.dk',
      'a@b.dk ',
      'a\u0000@b.dk',
    ],
    ...[
      'a@b@c.dk',
      'a@-b.dk',
      'a@b-.dk',
      'a@b_c.dk',
      'æ@b.dk',
      'a@blåbær.dk',
      'a@b.dk\u202E',
      `${label}a@b.dk`,
    ],
    ...[`a@${label}.dk`, `a@${'b.'.repeat(130)}dk`, 'a%b@c.dk@d.dk', 'a@b.d\u200Bk', 'a@b.１２'],
  ]
  for (const address of hostile) assert.equal(isEmail(address), false, JSON.stringify(address))
})

test('answers about an address of any length at once', () => {
  const long = [
    'a'.repeat(100_000),
    'a.'.repeat(50_000),
    `a@${'a-'.repeat(50_000)}`,
    `${'a.'.repeat(30)}@${'b.'.repeat(90)}!`,
  ]
  for (const address of long) {
    const before = performance.now()
    assert.equal(isEmail(address), false)
    assert.ok(performance.now() - before < 100)
  }
})

test('writes an internationalised domain in its one ASCII spelling', () => {
  assert.equal(asciiEmail(' anna@Blåbær.dk '), 'anna@xn--blbr-roah.dk')
  assert.equal(asciiEmail('Anna@EXAMPLE.com'), 'Anna@example.com')
  for (const text of [
    '',
    'anna',
    '@b.dk',
    'a@',
    'a@b c.dk',
    'a@b.dk/x',
    'a@b.dk:25',
    'a@b%2edk',
    'a@[::1]',
  ]) {
    assert.equal(isEmail(asciiEmail(text)), false, text)
  }
})

test('accepts every instant that a clock writes', () => {
  const instants = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })

  fc.assert(fc.property(instants, (instant) => isDateTime(instant.toISOString())))
  for (const text of [
    '2026-03-05T09:00:00+01:00',
    '2028-02-29T23:59:59.123456789Z',
    '2000-02-29T00:00:00-00:00',
  ]) {
    assert.equal(isDateTime(text), true, text)
  }
})

test('refuses instants that do not exist or lack their offset', () => {
  const wrong = [
    ...[
      '',
      '2026-03-05',
      '2026-03-05T09:00:00',
      '2026-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
    ],
    ...[
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:60:00Z',
    ],
    ...[
      '2026-01-01T00:00:60Z',
      '2026-01-01t00:00:00z',
      '2026-01-01 00:00:00Z',
      '26-01-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
    ],
    ...[
      '2026-01-01T00:00:00+24:00',
      '2026-01-01T00:00:00Z\n',
      ' 2026-01-01T00:00:00Z',
      '+002026-01-01T00:00:00Z',
    ],
  ]
  for (const text of wrong) assert.equal(isDateTime(text), false, text)
})

test('reads durations in whole units and no others', () => {
  for (const text of ['P31D', 'PT1H', 'P1Y2M3W4DT5H6M7S', 'PT90M', 'P0D'])
    assert.equal(isDuration(text), true, text)
  for (const text of [
    '',
    'P',
    'PT',
    'P1',
    '31D',
    '-P1D',
    'P-1D',
    'P1.5D',
    'P1DT',
    'P1H',
    'p1d',
    'P1D ',
    'P99999999D',
  ]) {
    assert.equal(isDuration(text), false, text)
  }
})

test('knows the countries by their two letters', () => {
  assert.deepEqual(['DK', 'GL', 'FO', 'DE'].map(isCountry), [true, true, true, true])
  assert.deepEqual(['XX', 'dk', 'DNK', 'EU', 'UK', '', 'DK '].map(isCountry), [
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

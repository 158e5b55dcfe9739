import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { letterToText, renderLetter } from '../../../shared/domain/letters/letter.ts'
import type {
  Letter,
  LetterFacts,
  LetterKind,
  LetterPart,
} from '../../../shared/domain/letters/letter-facts.ts'
import { aReason, letterKinds, letterLink, letterSamples } from './letter-samples.ts'

const languages = ['da', 'en'] as const

function made<Kind extends LetterKind>(
  kind: Kind,
  facts: LetterFacts<Kind>,
  language: 'da' | 'en' = 'en',
): Letter {
  const letter = renderLetter(kind, language, facts)
  assert.ok(letter.ok, letter.ok ? '' : letter.error.parts.join())
  return letter.value
}

function missing<Kind extends LetterKind>(kind: Kind, facts: LetterFacts<Kind>): readonly LetterPart[] {
  const letter = renderLetter(kind, 'en', facts)
  assert.ok(!letter.ok)
  assert.equal(letter.error.code, 'letterPartMissing')
  return letter.error.parts
}

const partsOf = (letter: Letter): readonly LetterPart[] => letter.sections.map(({ part }) => part)

/** What regulation.md e.3 and Art. 12(3) and (4) ask of each letter. */
const required: Readonly<Record<LetterKind, readonly LetterPart[]>> = {
  acknowledgement: ['receipt', 'period', 'asked', 'next', 'way', 'contact'],
  extension: ['receipt', 'reason', 'newDate', 'sentWithinFirstMonth', 'complaint', 'contact'],
  identityRequest: ['reason', 'needed', 'way', 'suspension', 'proofDeletion', 'contact'],
  delivery: [
    'access',
    'expiryDate',
    'howToOpen',
    'contents',
    'leftOut',
    'informationSheet',
    'keeping',
    'complaint',
    'remedy',
    'contact',
  ],
  refusal: ['receipt', 'items', 'complaint', 'remedy', 'contact'],
  expiry: ['receipt', 'reason', 'complaint', 'remedy', 'takeUpAgain', 'contact'],
  withdrawal: ['receipt', 'effect', 'takeUpAgain', 'contact'],
  atOnce: ['receipt', 'stops', 'limits', 'rest', 'complaint', 'remedy', 'contact'],
  purge: ['receipt', 'destroyed', 'kept', 'way', 'contact'],
}

for (const language of languages) {
  for (const kind of letterKinds) {
    describe(`the letter ${kind} in ${language}`, () => {
      const letter = made(kind, letterSamples[kind], language)
      const text = letterToText(letter)

      test('has every part that the law and good practice ask for', () => {
        assert.deepEqual(partsOf(letter), required[kind])
      })

      test('names its sender, its reference and its day', () => {
        assert.equal(letter.from, 'Nordlys Forsikring')
        assert.equal(letter.reference, 'K7Q2-M9')
        assert.equal(letter.writtenOn, language === 'da' ? '20. marts 2026' : '20 March 2026')
        assert.ok(text.includes('K7Q2-M9'))
      })

      test('has no gap where a fact belongs', () => {
        assert.doesNotMatch(text, /undefined|NaN|\[object|\bden [.,:;]| {2}|: \n/u)
      })

      test('stands on paper with everything that the page shows', () => {
        const lines = text.split('\n')
        for (const { heading, paragraphs, items, url = heading } of letter.sections)
          for (const line of [heading, ...paragraphs, ...items.map((item) => `- ${item}`), url])
            assert.ok(lines.includes(line), line)
      })
    })
  }
}

describe('a letter with a part missing is not made', () => {
  test('without sender, reference or day', () => {
    const blank = { companyName: ' ', reference: '\u200e', writtenOn: '2026-02-30' }
    assert.deepEqual(missing('withdrawal', { ...letterSamples.withdrawal, ...blank }), [
      'sender',
      'reference',
      'writtenOn',
    ])
  })

  test('an acknowledgement without a period, a right, a way to follow it, or a contact', () => {
    const facts = letterSamples.acknowledgement
    assert.deepEqual(missing('acknowledgement', { ...facts, dueOn: '' }), ['period'])
    assert.deepEqual(missing('acknowledgement', { ...facts, receivedOn: '' }), ['receipt', 'period'])
    assert.deepEqual(missing('acknowledgement', { ...facts, rights: [] }), ['asked'])
    assert.deepEqual(missing('acknowledgement', { ...facts, informationTypes: [''] }), ['asked'])
    assert.deepEqual(missing('acknowledgement', { ...facts, way: { kind: 'link', url: '' } }), ['way'])
    assert.deepEqual(missing('acknowledgement', { ...facts, contact: '' }), ['contact'])
  })

  test('an extension without a reason, a new date, or an authority', () => {
    const facts = letterSamples.extension
    assert.deepEqual(missing('extension', { ...facts, reason: '\t\n' }), ['reason'])
    assert.deepEqual(missing('extension', { ...facts, newDueOn: 'later' }), ['newDate'])
    assert.deepEqual(
      missing('extension', { ...facts, authority: { name: '', url: 'https://a.example', address: '' } }),
      ['complaint'],
    )
    assert.deepEqual(
      missing('extension', { ...facts, authority: { name: 'A', url: 'www.a.example', address: '' } }),
      ['complaint'],
    )
  })

  test('an extension that would be sent after the first month', () => {
    const late = { ...letterSamples.extension, writtenOn: '2026-04-08' }
    assert.deepEqual(missing('extension', late), ['sentWithinFirstMonth'])
    made('extension', { ...letterSamples.extension, writtenOn: '2026-04-07' })
  })

  test('an identity request that does not say exactly what is needed, or until when', () => {
    const facts = letterSamples.identityRequest
    assert.deepEqual(missing('identityRequest', { ...facts, needed: [] }), ['needed'])
    assert.deepEqual(missing('identityRequest', { ...facts, needed: ['a', ' '] }), ['needed'])
    assert.deepEqual(missing('identityRequest', { ...facts, until: '' }), ['suspension'])
  })

  test('a delivery that names no contents, no day, or nothing behind its link', () => {
    const facts = letterSamples.delivery
    const handOver = { kind: 'link', url: 'javascript:alert(1)', expiresOn: '', lock: 'passkey' } as const
    assert.deepEqual(missing('delivery', { ...facts, contents: [] }), ['contents'])
    assert.deepEqual(missing('delivery', { ...facts, handOver }), ['access', 'expiryDate'])
    assert.deepEqual(missing('delivery', { ...facts, leftOut: [{ ...aReason, ground: '' }] }), ['leftOut'])
  })

  test('a refusal without an item, or with an item that lacks its ground, article or facts', () => {
    const facts = letterSamples.refusal
    assert.deepEqual(missing('refusal', { ...facts, items: [] }), ['items'])
    for (const fact of ['what', 'groundCode', 'ground', 'article', 'facts'])
      assert.deepEqual(
        missing('refusal', { ...facts, items: [aReason, { ...aReason, [fact]: ' ' }] }),
        ['items'],
        fact,
      )
  })

  test('a purge letter that cannot say since when', () => {
    assert.deepEqual(missing('purge', { ...letterSamples.purge, unreadableSince: '' }), ['destroyed'])
  })
})

test('the acknowledgement states the period from day to day', () => {
  assert.match(
    letterToText(made('acknowledgement', letterSamples.acknowledgement)),
    /from 5 March 2026 to 7 April 2026/u,
  )
})

test('who names no information type has asked about everything', () => {
  const text = letterToText(
    made('acknowledgement', { ...letterSamples.acknowledgement, informationTypes: [] }),
  )
  assert.match(text, /everything that we hold/u)
})

test('a refusal goes from ground to article to facts, and names authority and court', () => {
  const text = letterToText(made('refusal', letterSamples.refusal))
  const order = [
    aReason.ground,
    aReason.article,
    aReason.facts,
    'Datatilsynet',
    'https://www.datatilsynet.dk',
    'courts',
  ]
  const places = order.map((words) => text.indexOf(words))

  assert.ok(places.every((place) => place > 0))
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
})

test('a refusal in part says that the rest is answered', () => {
  const letter = made('refusal', { ...letterSamples.refusal, extent: 'part' })
  assert.match(letterToText(letter), /The rest is answered separately/u)
})

test('a question about what is meant asks for no proof, so it promises no deletion of proof', () => {
  const letter = made('identityRequest', { ...letterSamples.identityRequest, reasonCode: 'specification' })
  assert.ok(!partsOf(letter).includes('proofDeletion'))
})

test('who asked on paper is answered on paper, and gets no link', () => {
  const paper = { kind: 'paper' } as const
  const texts = [
    made('acknowledgement', { ...letterSamples.acknowledgement, way: paper }),
    made('identityRequest', { ...letterSamples.identityRequest, way: paper }),
    made('expiry', { ...letterSamples.expiry, way: paper }),
    made('purge', { ...letterSamples.purge, certificate: paper }),
    made('delivery', { ...letterSamples.delivery, handOver: paper }),
  ].map(letterToText)

  for (const text of texts) assert.ok(!text.includes(letterLink))
})

test('a portability delivery has no Art. 15 sheet, and says when nothing is left out', () => {
  const letter = made('delivery', { ...letterSamples.delivery, answers: 'portability', leftOut: [] })

  assert.ok(!partsOf(letter).includes('informationSheet'))
  assert.match(letterToText(letter), /left nothing out/u)
})

test('a delivery of both packages says both in its title, and has the Art. 15 sheet', () => {
  const letter = made('delivery', { ...letterSamples.delivery, answers: 'accessAndPortability' })

  assert.match(letter.title, /access.*take elsewhere/u)
  assert.ok(partsOf(letter).includes('informationSheet'))
})

test('a letter offers no lock of the person’s own where there is none', () => {
  for (const language of ['da', 'en'] as const) {
    const letter = renderLetter('delivery', language, letterSamples.delivery)
    assert.ok(letter.ok)
    assert.doesNotMatch(letterToText(letter.value), /passphrase|passkey|adgangssætning|adgangsnøgle/u)
  }
})

test('the delivery says plainly whether our server could read it', () => {
  const { handOver, ...facts } = letterSamples.delivery
  assert.ok(handOver.kind === 'link')
  const textWith = (lock: typeof handOver.lock) =>
    letterToText(made('delivery', { ...facts, handOver: { ...handOver, lock } }))

  assert.match(textWith('companyKey'), /our server is able to decrypt it/u)
  assert.match(textWith('passphrase'), /locked with your passphrase/u)
  assert.match(textWith('passkey'), /locked with your passkey/u)
})

test('an authority without a postal address is named with its web address', () => {
  const authority = { name: 'The Authority', url: 'https://authority.example', address: '' }
  assert.match(
    letterToText(made('expiry', { ...letterSamples.expiry, authority })),
    /Article 77\): The Authority\.\nhttps:/u,
  )
})

test('a company without a data protection officer names its contact alone', () => {
  const { dataProtectionOfficer: _none, ...facts } = letterSamples.withdrawal
  assert.doesNotMatch(letterToText(made('withdrawal', facts)), /officer/u)
})

test('the purge letter claims no more than that it cannot be read and when the rest is gone', () => {
  const text = letterToText(made('purge', letterSamples.purge))
  assert.match(text, /since 21 April 2026.*gone by 28 April 2026/u)
})

test('what staff wrote cannot turn or hide the text around it, or forge a list entry', () => {
  const facts = {
    ...letterSamples.refusal,
    companyName: 'Nord\u202Elys\nBank',
    items: [{ ...aReason, facts: 'a\u2066\n- b\u0007' }],
  }
  const text = letterToText(made('refusal', facts))

  assert.doesNotMatch(text, /\p{Bidi_Control}|(?!\n)\p{Cc}/u)
  assert.ok(!text.split('\n').includes('- b'))
  assert.match(text, /From: Nordlys Bank\n/u)
})

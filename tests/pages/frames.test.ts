import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cards } from '../../functions/pages/cards.ts'
import { html } from '../../functions/pages/html.ts'
import { chosen, errorsAt, named } from '../../functions/pages/sent-form.ts'

test('a table says what it is about, can be scrolled by the keyboard, and names every column', () => {
  const heads = ['File', { text: 'Size', look: 'number' }, { text: 'Remove', look: 'unseen' }] as const
  const rows = [
    html`<tr>
      <th scope="row">a</th>
    </tr>`,
    html`<tr>
      <th scope="row">b</th>
    </tr>`,
  ]

  const text = String(cards({ caption: 'Files & more', heads }, rows)).replaceAll(/\s+/g, ' ')

  assert.match(text, /tabindex="0" role="region" aria-label="Files &amp; more"/)
  assert.match(text, /<caption class="visually-hidden"> Files &amp; more <\/caption>/)
  assert.match(text, /<th scope="col">File<\/th><th scope="col" class="number">Size<\/th>/)
  assert.match(text, /<th scope="col"><span class="visually-hidden">Remove<\/span><\/th>/)
  assert.match(
    text,
    /<tbody> <tr> ?<th scope="row">a<\/th> ?<\/tr><tr> ?<th scope="row">b<\/th> ?<\/tr> <\/tbody>/,
  )
})

test('what was sent stays in its field, and what is wrong stands at it', () => {
  const error = { id: 'colour', text: 'Choose one' }
  const sent = { form: new URLSearchParams({ name: 'Ada', colour: 'red' }), errors: [error] }
  const options = ['red', 'blue'].map((value) => ({ value, label: value }))

  assert.deepEqual(named(sent, 'name'), { id: 'name', name: 'name', errors: [error], value: 'Ada' })
  assert.equal(named(sent, 'age').value, '')
  const text = String(chosen(sent, 'colour', { kind: 'radio', label: 'Colour', options }))
  assert.match(text, /value="red"\s+checked/)
  assert.doesNotMatch(text, /value="blue"\s+checked/)
  assert.match(text, /id="colour-error">Choose one/)
})

test('each broken rule stands at the field of its first step, in the order of the form', () => {
  const fields = [
    { step: '', id: 'reach', text: 'How?' },
    { step: 'rights', id: 'rights', text: 'Which?' },
    { step: 'email', id: 'email', text: 'Where?' },
  ]

  assert.deepEqual(errorsAt(['/email', '/rights/0', '/rights/1', '/other'], fields), [
    { id: 'rights', text: 'Which?' },
    { id: 'email', text: 'Where?' },
  ])
  assert.deepEqual(errorsAt([''], fields), [{ id: 'reach', text: 'How?' }])
})

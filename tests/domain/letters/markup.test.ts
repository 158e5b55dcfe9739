import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markup } from '../../../shared/domain/letters/markup.ts'

test('every value that is not markup is escaped, in text and in attributes', () => {
  const name = `<b>'"&\u202E`

  assert.equal(
    markup`<p title="${name}">${name}</p>`.html,
    '<p title="&lt;b&gt;&#39;&quot;&amp;">&lt;b&gt;&#39;&quot;&amp;</p>',
  )
})

test('markup, lists of it and numbers stand as they are', () => {
  assert.equal(markup`<ul>${['a<', markup`<li>b</li>`, 3]}</ul>`.html, '<ul>a&lt;<li>b</li>3</ul>')
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserAndInstance, signInByPage, visitor } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

test('a real browser keeps the session under the company’s name, for this host alone, and sign-out ends that one', async () => {
  const admin = await visitor(browser, instance)
  const { page } = admin
  await signInByPage(admin, instance, 'admin@demo.example')
  const kept = async () =>
    (await page.context().cookies()).filter(({ name }) => name.startsWith('__Host-indsigt.'))
  const [session, ...others] = await kept()
  assert.ok(session)
  const { name, path, secure, httpOnly, sameSite, expires } = session
  assert.deepEqual(
    [name, path, secure, httpOnly, sameSite, expires, others.length],
    ['__Host-indsigt.demo', '/', true, true, 'Lax', -1, 0],
  )

  // As from a sign-in to another company that is over: it is named nowhere, and in nobody's way.
  const { value, ...like } = session
  await page
    .context()
    .addCookies([{ ...like, name: '__Host-indsigt.another', value: `${value.slice(0, -1)}_` }])
  await page.goto('/demo/staff/settings')
  assert.equal(await page.getByRole('navigation', { name: 'Also signed in at' }).count(), 0)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/demo/staff/sign-in')
  assert.deepEqual(
    (await kept()).map((one) => one.name),
    ['__Host-indsigt.another'],
  )
  assert.deepEqual(admin.complaints, [])
})

// The script of the pages that offer a passkey: without it they offer the other ways alone.
export const passkeyScript = `
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(''))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))

// What the server asks with, as the browser wants it.
const readable = ({ challenge, user, allowCredentials, excludeCredentials, ...options }) => ({
  ...options,
  challenge: bytes(challenge),
  ...(user && { user: { ...user, id: bytes(user.id) } }),
  ...(allowCredentials && { allowCredentials: named(allowCredentials) }),
  ...(excludeCredentials && { excludeCredentials: named(excludeCredentials) }),
})

// What the browser answers, as the server reads it.
function written({ id, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) }
  if (response.attestationObject)
    Object.assign(said, { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] })
  else {
    Object.assign(said, { authenticatorData: text(response.authenticatorData), signature: text(response.signature) })
    if (response.userHandle?.byteLength) said.userHandle = text(response.userHandle)
  }
  return JSON.stringify({ id, type, response: said })
}

async function options(form, place) {
  const body = new URLSearchParams()
  for (const name of ['csrf', 'token', 'name']) if (form.elements[name]) body.set(name, form.elements[name].value)
  const answer = await fetch(place, { method: 'POST', body, redirect: 'manual' })
  if (answer.ok) return readable((await answer.json()).publicKey)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  throw Object.assign(new Error(page.querySelector('main p')?.textContent), { told: true })
}

for (const part of document.querySelectorAll('[data-passkey]')) {
  if (!globalThis.PublicKeyCredential) break
  const { passkey: how, options: place, failed, known } = part.dataset
  const form = part.closest('form')
  const state = part.querySelector('[data-state]')
  part.closest('[data-with-passkey]')?.removeAttribute('hidden')
  part.hidden = false
  let busy = false
  async function use() {
    if (busy) return
    busy = true
    state.textContent = ''
    try {
      const publicKey = await options(form, place)
      form.elements.passkey.value = written(await navigator.credentials[how]({ publicKey }))
      form.requestSubmit()
    } catch (error) {
      state.textContent = (error.told && error.message) || (error.name === 'InvalidStateError' && known) || failed
    }
    busy = false
  }
  if (how === 'get') part.querySelector('button').addEventListener('click', use)
  else form.addEventListener('submit', (event) => {
    if (form.elements.passkey.value) return
    event.preventDefault()
    use()
  })
}
`.trim()

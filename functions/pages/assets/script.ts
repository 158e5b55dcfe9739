// The script. Every page works without it; it saves a paste, a second click and a restart of a long upload.
export const script = `
const each = (selector, act) => document.querySelectorAll(selector).forEach(act)

document.querySelector('[data-focus]')?.focus()

// A form is sent once; coming back to the page lets it be sent again.
const sent = new WeakSet()
each('form[data-once]', (form) => {
  form.addEventListener('submit', (event) => {
    if (sent.has(form)) event.preventDefault()
    sent.add(form)
    setTimeout(() => sent.delete(form), 10000)
  })
  addEventListener('pageshow', () => sent.delete(form))
})

// The secret of a mailed link stands behind the # and reaches the server only when the button is pressed.
each('form[data-link]', (form) => {
  const take = () => {
    const token = location.hash.slice(1)
    if (!token.includes('.')) return
    form.elements.token.value = token
    each('[data-unless-link]', (part) => { part.hidden = true })
    each('[data-with-link]', (part) => { part.hidden = false })
  }
  if (!form.elements.token.value) take()
  addEventListener('hashchange', take)
})

// Whoever types is there: the session does not end under a long form.
each('form[data-alive]', (form) => {
  let told = Date.now()
  let changed = false
  form.addEventListener('input', () => {
    changed = true
    if (Date.now() - told < 240000) return
    told = Date.now()
    fetch(form.dataset.alive, { cache: 'no-store', redirect: 'manual' }).catch(() => undefined)
  })
  form.addEventListener('submit', () => { changed = false })
  addEventListener('beforeunload', (event) => { if (changed) event.preventDefault() })
})

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

// What the page of a refusal says.
async function words(answer) {
  const text = answer ? await answer.text() : ''
  return new DOMParser().parseFromString(text, 'text/html').querySelector('main p')?.textContent
}

// Blocks are sent again until they arrive; only a refusal ends it.
async function call(url, init) {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url, { redirect: 'manual', ...init }).catch(() => undefined)
    if (answer?.ok) return answer
    const again = !answer || answer.status >= 500 || answer.status === 429
    if (!again || attempt >= 6) throw Object.assign(new Error(await words(answer)), { refused: !again })
    await wait(500 * 2 ** attempt)
  }
}

async function upload(form, show) {
  const file = form.elements.file.files[0]
  const csrf = form.elements.csrf.value
  const begin = new URLSearchParams({
    csrf, name: file.name, contentType: file.type || 'application/octet-stream',
    sizeBytes: String(file.size), source: form.elements.source.value, lastModified: String(file.lastModified),
  })
  if (form.elements.providedByPerson?.checked) begin.set('providedByPerson', 'false')
  const base = form.dataset.upload
  const { uploadId, blockSizeBytes, received } = await (await call(base, { method: 'POST', body: begin })).json()
  const place = base + '/' + uploadId
  const post = (what) => call(place + what, { method: 'POST', body: new URLSearchParams({ csrf }) })
  try {
    const there = new Set(received)
    for (let start = 0, n = 0; start < file.size; start += blockSizeBytes, n++) {
      show(start, file.size)
      const body = file.slice(start, start + blockSizeBytes)
      if (!there.has(n)) await call(place + '/blocks/' + n, { method: 'PUT', body, headers: { 'x-csrf-token': csrf } })
    }
    show(file.size, file.size)
    return (await post('/commit')).json()
  } catch (error) {
    if (error.refused) await post('/cancel').catch(() => undefined)
    throw error
  }
}

each('form[data-upload]', (form) => {
  const progress = form.querySelector('progress')
  const state = form.querySelector('[data-state]')
  let busy = false
  form.addEventListener('submit', async (event) => {
    if (!form.elements.file.files[0]) return
    event.preventDefault()
    if (busy) return
    busy = true
    progress.hidden = false
    let said = -1
    try {
      const { location: place } = await upload(form, (done, whole) => {
        const percent = whole ? Math.floor(100 * done / whole) : 100
        progress.value = percent
        if (percent - said >= 10 || percent === 100) state.textContent = form.dataset.busy + ' ' + (said = percent) + ' %'
      })
      location.assign(place)
    } catch (error) {
      busy = false
      progress.hidden = true
      state.textContent = error.message || form.dataset.failed
    }
  })
})
`.trim()

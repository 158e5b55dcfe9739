// The script with which a company asks for consent in its own pages: it shows the published form in their place and sends
// the answer as a wish, which the person confirms by mail. No cookie, nothing stored, nobody else asked; what is shown is
// built of text alone, so that it runs under a strict policy of the site.
const source = `'use strict'
{
const base = new URL(document.currentScript.src).origin
const words = {
  en: {
    yes: 'Yes, I consent', explicit: 'Yes, I expressly consent', no: 'No',
    uses: 'Used for it', gets: 'Who gets it', kept: 'How long it is kept', abroad: 'Outside the EEA', holds: 'Months that it holds',
    free: 'It is voluntary, and each answer stands by itself.',
    lawful: 'You can take it back at any time, as easily, by the link in your mail. What was done until then stays lawful.',
    who: 'Responsible', complain: 'Complaints go to ', email: 'Your e-mail address',
    hint: 'It counts when you have confirmed it by the mail that you get.',
    send: 'Send my answer', none: 'Answer at least one question.', changed: 'The text was changed. Read it again.',
    failed: 'That did not work. Answer here: ',
    sent: 'Look in your mailbox: open the link and press the button. Your answer counts from then on.',
  },
  da: {
    yes: 'Ja, jeg giver samtykke', explicit: 'Ja, jeg giver udtrykkeligt samtykke', no: 'Nej',
    uses: 'Bruges til det', gets: 'Hvem der får det', kept: 'Hvor længe det gemmes', abroad: 'Uden for EØS', holds: 'Måneder, det gælder',
    free: 'Det er frivilligt, og hvert svar står for sig selv.',
    lawful: 'Du kan trække det tilbage når som helst, lige så let, med linket i din mail. Det, der er sket indtil da, er stadig lovligt.',
    who: 'Ansvarlig', complain: 'Klager går til ', email: 'Din e-mailadresse',
    hint: 'Det gælder, når du har bekræftet det ved den mail, du får.',
    send: 'Send mit svar', none: 'Svar på mindst ét spørgsmål.', changed: 'Teksten er ændret. Læs den igen.',
    failed: 'Det lykkedes ikke. Svar her: ',
    sent: 'Se i din indbakke: Åbn linket, og tryk på knappen. Dit svar gælder fra da af.',
  },
}
let ids = 0
const make = (tag, children = [], set = {}) => {
  const made = document.createElement(tag)
  for (const name in set) made.setAttribute(name, set[name])
  made.append(...children)
  return made
}
const ask = (url, options) => fetch(url, { referrerPolicy: 'no-referrer', ...options })
const labelled = (text, set) => {
  const id = 'indsigt-' + ++ids
  return [make('input', [], { id, ...set }), make('label', [text], { for: id })]
}

async function show(place, told = '') {
  const { indsigt, form: formId, key, language: wish = place.closest('[lang]')?.lang.slice(0, 2) } = place.dataset
  const api = base + '/api/v1/companies/' + indsigt
  const published = api + '/consent-forms/' + formId + '/published'
  let answer = await ask(published + (wish ? '?language=' + wish : ''))
  if (answer.status === 400) answer = await ask(published)
  if (!answer.ok) return
  const { title, body, purposes, controller, authority, withdrawal, version, language } = await answer.json()
  const t = words[language] ?? words.en
  const p = (...children) => make('p', children)
  const question = (one, n) => {
    const radio = (value, text) => make('div', labelled(text, { type: 'radio', name: n, value }))
    const facts = [
      [t.uses, one.dataCategories.map((name) => name.replace(/^dpv-pd:/, '')).join(', ')],
      [t.gets, one.recipients.join(', ') || controller.name],
      [t.kept, one.retention],
      ...one.thirdCountries.map(({ country, safeguard }) => [t.abroad, country + ', ' + safeguard]),
      [t.holds, one.validMonths],
    ].filter((fact) => fact[1])
    return make('fieldset', [
      make('legend', [one.text]), make('ul', facts.map((fact) => make('li', [fact.join(': ')]))),
      radio('given', one.explicit ? t.explicit : t.yes), radio('refused', t.no),
    ])
  }
  const [email, label] = labelled(t.email, { type: 'email', autocomplete: 'email', required: '', maxlength: 254 })
  const status = make('p', [told], { role: 'status', tabindex: -1 })
  const say = (...what) => { status.replaceChildren(...what); status.focus() }
  const form = make('form', [
    make('h2', [title]), ...body.split('\\n').filter(Boolean).map((line) => p(line)),
    p(t.free), p(withdrawal), p(t.lawful),
    p([t.who, Object.values(controller).join(', ')].join(': ')),
    p(t.complain, make('a', [authority.name], { href: authority.url })),
    ...purposes.map(question), label, email, p(t.hint), make('button', [t.send]), status,
  ], { class: 'indsigt', lang: language })
  form.onsubmit = async (event) => {
    event.preventDefault()
    const said = new FormData(form)
    const decided = purposes.flatMap(({ purposeId }, n) => said.has('' + n) ? [{ purposeId, decision: said.get('' + n) }] : [])
    if (!decided[0]) return say(t.none)
    const sent = await ask(api + '/consents', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': key },
      body: JSON.stringify({ formId, version, language, purposes: decided, method: 'webForm', subject: { email: email.value } }),
    }).catch(() => ({}))
    if (sent.status === 409) return show(place, t.changed)
    if (sent.ok) { form.replaceChildren(status); return say(t.sent) }
    const page = base + '/' + indsigt + '/consent/' + formId
    say(t.failed, make('a', [page], { href: page }))
  }
  place.replaceChildren(form)
  if (told) status.focus()
}
document.querySelectorAll('[data-indsigt]').forEach((place) => show(place).catch(() => undefined))
}
`

/** Nobody reads its indentation where it is fetched. */
export const consentEmbed = source.replaceAll(/\n\s+/g, '\n')

// The second pair of eyes: what would leave or happen, its hash, and the decision that names it.
import { groundOf } from '../../../shared/domain/requests/refusal.ts'
import { isHardInside } from '../../../shared/domain/package/readability.ts'
import type { SealedContents } from '../../../shared/application/seals/seal-document.ts'
import { cards } from '../cards.ts'
import { sizeInWords } from '../days.ts'
import { hidden, textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, postForm, said, section } from '../parts.ts'
import { bypassedPart, contributed, mayApprove, mayDecide } from './overview.ts'
import { rightName } from './personal.ts'
import { filesOfSeal, hardToRead } from './withheld-files.ts'
import { withheldList } from './withheld-list.ts'
import { fieldIn, workPath } from './work.ts'
import type { FormName, Work } from './work.ts'

export function approvalSection(work: Work): Html {
  const { call, view, sealed } = work
  const { seal } = view
  if (!seal) return nothing
  const { approval: words } = call.texts.work
  const states: Readonly<Record<string, string>> = words.states
  const known = facts([
    [call.texts.work.summary.status, states[seal.state] ?? seal.state],
    [words.approvals, words.counted(seal.approvals, seal.approvalsNeeded)],
    [words.hash, html`<span class="hash">${seal.manifestSha256}</span>`],
  ])
  return section(
    'approval',
    words.title,
    html`${work.watermark !== nothing && html`<p class="hint">${call.texts.reviewing.copying}</p>`}${bypassedPart(work)}${known}${sealed?.map((one) => packageView(work, seal.sealId, one))}${sealed && withheldList(work)}${seal.state === 'pending' && sealDecision(work, seal.manifestSha256)}`,
  )
}

function packageView(work: Work, sealId: string, contents: SealedContents): Html {
  const { right, files } = contents
  const { call } = work
  const { approval: words } = call.texts.work
  const base = `${workPath(call)}/seals/${sealId}/${right}`
  const name = words.packages[right]
  return disclosure(
    `package-${right}`,
    { summary: words.files(name, files.length), open: mayApprove(work) },
    html`<p>
        <a class="button button-second" href="${base}" download
          >${words.whole}<span class="visually-hidden"> (${name})</span></a
        >
      </p>
      ${filesOfSeal(work, contents)}${hardToRead(
        work,
        files.filter(isHardInside).map(({ path }) => path),
      )}
      ${cards(
        { caption: name, heads: [words.path, { text: words.size, look: 'number' }, words.sha] },
        files.map(
          ({ path, stored }, i) =>
            html`<tr>
              <th scope="row"><a href="${base}/files/${i}">${path}</a></th>
              <td class="number" data-label="${words.size}">
                ${sizeInWords(stored.sizeBytes, call.language)}
              </td>
              <td class="hash" data-label="${words.sha}">${stored.sha256}</td>
            </tr>`,
        ),
      )}`,
  )
}

function sealDecision(work: Work, hash: string): Html {
  const { approval } = work.call.texts.work
  if (mayApprove(work))
    return decision(work, { form: 'approval', action: 'decision', extra: nothing, hash, words: approval })
  return html`<p class="warning">${whyNot(work)}</p>`
}

function whyNot(work: Work): string {
  const { standing, call } = work
  const { why } = call.texts.work.approval
  if (contributed(work)) return why.contributed
  if (standing.decided) return why.decided
  return call.session.actor.grants.includes('approver') ? why.other : why.grant
}

type Decision = {
  readonly form: FormName
  readonly action: string
  readonly extra: Html
  readonly hash: string
  readonly words: { readonly approveText: string; readonly approve: string; readonly return: string }
}

/** Two forms, so that the comment goes with the return alone, and the hash that was read goes with both. */
function decision(work: Work, { form, action, extra, hash, words }: Decision): Html {
  const { call } = work
  const { comment } = call.texts.work
  const target = { action: `${workPath(call)}/${action}`, csrf: call.session.csrf }
  const common = html`${hidden('manifestSha256', hash)}${extra}`
  return html`${postForm({
    ...target,
    body: html`${common}${hidden('decision', 'approve')}
      <p>${words.approveText}</p>`,
    submit: words.approve,
  })}${postForm({
    ...target,
    body: html`${common}${hidden('decision', 'return')}${textarea(
      fieldIn(work, form, { name: 'comment', ...comment }),
      {
        rows: 3,
      },
    )}`,
    submit: words.return,
    look: 'second',
  })}`
}

export function itemSection(work: Work): Html {
  const { call, view, item } = work
  if (!view.pendingItem) return nothing
  const { item: words } = call.texts.work
  const { right, groundCode, manifestSha256 } = view.pendingItem
  const ground = groundOf(groundCode)
  return section(
    'refusal-item',
    words.title,
    html`${facts([
      [words.right, right === undefined ? words.whole : rightName(work, right)],
      [words.ground, ground ? `${ground.text[call.language]} (${ground.article})` : groundCode],
      ...(item ? [[words.facts, said(item.facts)] as const] : []),
      [words.hash, html`<span class="hash">${manifestSha256}</span>`],
    ])}${itemDecision(work, view.pendingItem)}`,
  )
}

function itemDecision(
  work: Work,
  { itemId, manifestSha256: hash }: NonNullable<Work['view']['pendingItem']>,
): Html {
  const { item: words } = work.call.texts.work
  if (!mayDecide(work))
    return html`<p class="warning">${contributed(work) ? words.why.contributed : words.why.grant}</p>`
  const extra = hidden('itemId', itemId)
  return decision(work, { form: 'refusal-item', action: 'item-decision', extra, hash, words })
}

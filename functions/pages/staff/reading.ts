// Reading what was collected or sealed. Text is shown as text and nothing else, to a reviewer with their name across it; the rest is saved, never run.
import { pacedBody } from '../../http/back-pressure.ts'
import { attachment } from '../../http/respond.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { fileNameOf } from './file-key.ts'
import { watermarkFor } from './watermark.ts'
import { requestIdOf, workPath } from './work.ts'

type Streamed = {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly content: AsyncIterable<Uint8Array>
}

const textTypes = /^(text\/(plain|csv)|application\/(json|[a-z.+-]+\+json|jose))\s*(;|$)/i

/** More than this of text is saved and not shown. */
const longestShownBytes = 1024 * 1024

/** To who only reviews it, text is a page with their name across it; all else as it is. */
async function read(call: StaffCall, file: Streamed): Promise<Answer> {
  const isText = textTypes.test(file.mediaType) && file.sizeBytes <= longestShownBytes
  const seen = isText
    ? await call.app.viewRequest({ actor: call.session.actor, requestId: requestIdOf(call) })
    : undefined
  const mark = seen?.ok && seen.value.standing && (await watermarkFor(call, seen.value.standing))
  return mark && mark !== nothing ? textPage(call, file, mark) : streamed(call, file)
}

async function textPage(call: StaffCall, file: Streamed, mark: Html): Promise<Answer> {
  const { reviewing: words } = call.texts
  const chunks: Uint8Array[] = []
  for await (const chunk of file.content) chunks.push(chunk)
  const main = html`${mark}
    <p><a href="${workPath(call)}#approval">${words.back}</a></p>
    <h1>${file.name}</h1>
    <p class="hint">${words.copying}</p>
    <pre class="copied">${new TextDecoder().decode(Buffer.concat(chunks))}</pre>`
  return page(call, { title: words.file, main })
}

function streamed({ invocationId }: StaffCall, file: Streamed): Answer {
  const headers = { 'content-length': String(file.sizeBytes) }
  const sent = attachment(file, pacedBody(invocationId, file.content), { headers })
  if (!textTypes.test(file.mediaType)) return sent
  const shown = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': 'inline' }
  return { ...sent, headers: { ...(sent.headers as Record<string, string>), ...shown } }
}

export async function readFile(call: StaffCall): Promise<Answer> {
  const name = await fileNameOf(call, call.params['file'] ?? '')
  if (name === undefined) return { code: 'fileNotFound' }
  const file = await call.app.readFile({ actor: call.session.actor, requestId: requestIdOf(call), name })
  if (!file.ok) return file.error
  const { contentType: mediaType, sizeBytes, content } = file.value
  return read(call, { name, mediaType, sizeBytes, content })
}

export async function removeFile(call: StaffCall, form: FormValues): Promise<Answer> {
  const name = await fileNameOf(call, lineOf(form, 'file'))
  if (name === undefined) return { code: 'fileNotFound' }
  const removed = await call.app.removeFile({ actor: call.session.actor, requestId: requestIdOf(call), name })
  return removed.ok ? seeOther(`${workPath(call)}?done=fileRemoved#files`) : removed.error
}

const sealOf = (call: StaffCall) => ({
  actor: call.session.actor,
  requestId: requestIdOf(call),
  sealId: call.params['sealId'] ?? '',
})

function rightOf({ params }: StaffCall): 'access' | 'portability' | undefined {
  const right = params['right']
  return right === 'access' || right === 'portability' ? right : undefined
}

/** The whole package, byte for byte as the person gets it. */
export async function readPackage(call: StaffCall): Promise<Answer> {
  const right = rightOf(call)
  if (!right) return { code: 'notFound' }
  const whole = await call.app.seals.content({ ...sealOf(call), right })
  return whole.ok ? streamed(call, whole.value) : whole.error
}

/** One file of it, by its place in the list: its path may hold a name. */
export async function readSealedFile(call: StaffCall): Promise<Answer> {
  const right = rightOf(call)
  const listed = await call.app.seals.list(sealOf(call))
  if (!listed.ok) return listed.error
  const files = listed.value.find((one) => one.right === right)?.files ?? []
  const path = files[Number(call.params['n'])]?.path
  if (!right || path === undefined) return { code: 'fileNotFound' }
  const file = await call.app.seals.file({ ...sealOf(call), right, path })
  return file.ok ? read(call, { ...file.value, name: path.split('/').at(-1) ?? path }) : file.error
}

// Files from a browser: one multipart body without script, blocks with it.
import type { FileReceipt } from '../../../shared/application/files/keep-file.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { bodyTooLarge } from '../../../shared/contracts/json.ts'
import { parseFileName } from '../../../shared/contracts/file-names.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { FileOrigin } from '../../../shared/domain/package/package-facts.ts'
import { fileTooLarge } from '../../../shared/domain/requests/upload-limits.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { bodyStream, toldBytes } from '../../http/body.ts'
import { json, noContent } from '../../http/respond.ts'
import { seeOther } from '../call.ts'
import { fromOwnPage } from '../guards.ts'
import type { Answer, StaffCall } from '../call.ts'
import { csrfHolds } from '../csrf.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { MalformedMultipart, boundaryOf, partsOf } from '../multipart.ts'
import type { Part } from '../multipart.ts'
import { about, refusedForm } from './acting.ts'
import { fieldId, requestIdOf, workPath } from './work.ts'
import { requestPage } from './request-page.ts'

const mostFieldBytes = 4096
/** What may stand around the file in a body. */
const mostFormBytes = 64 * 1024

/** The fields stand before the file, so the token is known before anything is stored. */
export async function sendFile(call: StaffCall): Promise<Answer> {
  const boundary = boundaryOf(call.request.headers.get('content-type') ?? '')
  if (!fromOwnPage(call)) return { code: 'crossSite' }
  if (boundary === undefined) return { code: 'unsupportedMediaType' }
  const told = (toldBytes(call.request) ?? 0) - mostFormBytes
  if (told > call.company.uploads.largestFileBytes)
    return refusedForm(
      call,
      { form: 'upload', values: new URLSearchParams() },
      fileTooLarge(call.company.uploads),
    )
  try {
    return await storeParts(call, partsOf(bodyStream(call.request), boundary))
  } catch (error) {
    if (!(error instanceof MalformedMultipart)) throw error
    return { code: 'unsupportedMediaType' }
  }
}

async function storeParts(call: StaffCall, parts: AsyncIterable<Part>): Promise<Answer> {
  const values = new URLSearchParams()
  for await (const part of parts) {
    if (part.fileName === undefined) {
      const text = await textOf(part.content)
      if (text === undefined) return bodyTooLarge(mostFieldBytes)
      values.append(part.name, text)
      continue
    }
    if (!csrfHolds(call.session.cookie, values.get('csrf') ?? '')) return { code: 'crossSite' }
    if (part.fileName === '') return missingFile(call, values)
    const stored = await storePart(call, part, originIn(values))
    if (!stored.ok) return refusedForm(call, { form: 'upload', values }, stored.error)
    return seeOther(placeAfter(call, stored.value))
  }
  return missingFile(call, values)
}

async function storePart(
  { app, session, ...call }: StaffCall,
  { fileName = '', contentType, content }: Part,
  origin: FileOrigin,
): Promise<Result<FileReceipt, Refusal>> {
  const name = parseFileName(fileName)
  if (!name.ok) return name
  const requestId = requestIdOf({ app, session, ...call })
  return app.putFile({ actor: session.actor, requestId, name: name.value, contentType, content, ...origin })
}

/** Where the file comes from, and the box that says that the person did not give it. */
function originIn(form: FormValues): FileOrigin {
  const source = lineOf(form, 'source')
  return {
    ...(source === '' ? {} : { source }),
    ...(lineOf(form, 'providedByPerson') === 'false' ? { providedByPerson: false } : {}),
  }
}

const placeAfter = (call: StaffCall, { quarantined }: FileReceipt): string =>
  `${workPath(call)}?done=${quarantined ? 'fileHeld' : 'file'}#files`

const missingFile = (call: StaffCall, values: FormValues): Promise<Answer> =>
  requestPage(call, {
    form: 'upload',
    values,
    errors: [{ id: fieldId('upload', 'file'), text: call.texts.work.files.empty }],
  })

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of content) {
    length += chunk.length
    if (length > mostFieldBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** For the script: where to put the blocks, how long each is, and which are there of the same file, if it was interrupted. */
export async function beginUpload(call: StaffCall, form: FormValues): Promise<Answer> {
  const name = parseFileName(form.get('name') ?? '')
  if (!name.ok) return name.error
  const body = parseBody('createUpload', {
    name: name.value,
    contentType: lineOf(form, 'contentType'),
    sizeBytes: Number(lineOf(form, 'sizeBytes')),
    ...originIn(form),
  })
  if (!body.ok) return body.error
  const begun = await call.app.uploads.begin({
    actor: call.session.actor,
    requestId: requestIdOf(call),
    sameFile: lineOf(form, 'lastModified'),
    ...body.value,
  })
  if (!begun.ok) return begun.error
  const { uploadId } = begun.value
  const status = await call.app.uploads.status({ ...about(call), uploadId })
  return status.ok ? json(200, { ...begun.value, ...status.value }) : status.error
}

const uploadOf = (call: StaffCall) => ({
  ...about(call),
  uploadId: call.params['uploadId'] ?? '',
})

/** A block is no form: its token comes in a header, which a form of another site cannot set. */
export async function putBlock(call: StaffCall): Promise<Answer> {
  const token = call.request.headers.get('x-csrf-token') ?? ''
  if (!fromOwnPage(call) || !csrfHolds(call.session.cookie, token)) return { code: 'crossSite' }
  const stored = await call.app.uploads.putBlock({
    ...uploadOf(call),
    number: Number(call.params['n']),
    content: bodyStream(call.request),
  })
  return stored.ok ? noContent() : stored.error
}

export async function commitUpload(call: StaffCall): Promise<Answer> {
  const committed = await call.app.uploads.commit(uploadOf(call))
  return committed.ok ? json(200, { location: placeAfter(call, committed.value) }) : committed.error
}

/** What was refused is not tried again by itself, and would only lie there. */
export async function cancelUpload(call: StaffCall): Promise<Answer> {
  const cancelled = await call.app.uploads.cancel(uploadOf(call))
  return cancelled.ok ? noContent() : cancelled.error
}

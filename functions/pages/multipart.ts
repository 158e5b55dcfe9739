// multipart/form-data (RFC 7578) as it arrives: a part's content is handed on while the rest is still on its way, so that
// a file of any size needs no memory and no disk. Node's own `formData()` collects the whole body first.

export type Part = {
  readonly name: string
  readonly fileName?: string
  readonly contentType: string
  /** To be read to its end, or left alone, before the next part is asked for. */
  readonly content: AsyncIterable<Uint8Array>
}

/** Thrown into whoever reads: the body is not what its type says. */
export class MalformedMultipart extends Error {}

const mostHeaderBytes = 16 * 1024

/** The boundary of a content type (RFC 2046 section 5.1.1); undefined when it is no form with files. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(
      contentType,
    ) ?? []
  return quoted ?? plain
}

/** Parts in their order. Reading on from a part that was not read skips what is left of it. */
export async function* partsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncIterable<Part> {
  const reader = new PartReader(body, `\r\n--${boundary}`)
  await reader.skipPreamble()
  for (;;) {
    const headers = await reader.headers()
    if (!headers) return
    const content = reader.content()
    yield { ...partHead(headers), content }
    for await (const _rest of content);
  }
}

class PartReader {
  private readonly chunks: AsyncIterator<Uint8Array>
  private readonly delimiter: Buffer
  // A line break before the first boundary makes it look like all others.
  private held: Buffer = Buffer.from('\r\n')

  constructor(body: AsyncIterable<Uint8Array>, delimiter: string) {
    this.chunks = body[Symbol.asyncIterator]()
    this.delimiter = Buffer.from(delimiter, 'latin1')
  }

  async skipPreamble(): Promise<void> {
    for await (const _bytes of this.content());
  }

  /** The header lines of the next part; undefined after the last. */
  async headers(): Promise<string | undefined> {
    await this.holds(2)
    if (this.held.subarray(0, 2).toString('latin1') === '--') return undefined
    let end = this.held.indexOf('\r\n\r\n')
    while (end < 0) {
      if (this.held.length > mostHeaderBytes) throw new MalformedMultipart('headers of a part are too long')
      await this.more()
      end = this.held.indexOf('\r\n\r\n')
    }
    const head = this.held.subarray(0, end).toString('utf8')
    this.held = this.held.subarray(end + 4)
    return head
  }

  /** Up to the next boundary; what could be the beginning of one is held back until it is known. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = this.held.indexOf(this.delimiter)
      if (end >= 0) {
        const last = this.held.subarray(0, end)
        this.held = this.held.subarray(end + this.delimiter.length)
        if (last.length > 0) yield last
        return
      }
      const safe = this.held.length - this.delimiter.length + 1
      if (safe > 0) {
        const ready = this.held.subarray(0, safe)
        this.held = this.held.subarray(safe)
        yield ready
      }
      await this.more()
    }
  }

  private async holds(length: number): Promise<void> {
    while (this.held.length < length) await this.more()
  }

  private async more(): Promise<void> {
    const next = await this.chunks.next()
    if (next.done) throw new MalformedMultipart('the body ends inside a part')
    this.held = Buffer.concat([this.held, next.value])
  }
}

function partHead(head: string): Omit<Part, 'content'> {
  const lines = head.split('\r\n')
  const valueOf = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? ''
  const disposition = valueOf('content-disposition')
  const fileName = parameter(disposition, 'filename')
  return {
    name: parameter(disposition, 'name') ?? '',
    contentType: valueOf('content-type') || 'application/octet-stream',
    ...(fileName === undefined ? {} : { fileName }),
  }
}

/** As browsers write it (WHATWG, multipart/form-data encoding): UTF-8, with line breaks and quotes in percent signs. */
function parameter(disposition: string, name: string): string | undefined {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1]
  return value?.replaceAll(/%0d|%0a|%22/gi, (escape) => decodeURIComponent(escape))
}

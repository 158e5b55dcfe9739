import type { BlobName } from './blobs.ts'

/** Blob Storage's limits, the largest block made smaller (learn.microsoft.com, "Scalability targets for Blob Storage"). */
const lastBlock = 49_999
const mostBlockBytes = 100 * 1024 * 1024

/** At most so long that every home can spell it out in its own letters. */
const containerPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,26}$/
const segmentPattern = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/
const mostSegments = 8
const sharePattern = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,198}[A-Za-z0-9_-])?$/

/**
 * What breaks a rule of the ports is a defect of the caller's, and throws before anything is asked or stored. Nothing that
 * comes from outside may choose a path: no part of a name is a step in one (RFC 3986, section 5.2.4).
 */
export function checkContainer(container: string): void {
  if (!containerPattern.test(container))
    throw new RangeError('a container is named by at most 27 letters, digits, _ and -')
}

export function checkBlobName({ container, name }: BlobName): void {
  checkContainer(container)
  const segments = name.split('/')
  if (segments.length > mostSegments || !segments.every((segment) => segmentPattern.test(segment)))
    throw new RangeError('a blob is named by letters, digits, _, - and ., in parts between slashes')
}

export function checkBlock(number: number, bytes: Uint8Array): void {
  if (!Number.isInteger(number) || number < 0 || number > lastBlock)
    throw new RangeError('blocks count from 0 to 49,999')
  if (bytes.length < 1 || bytes.length > mostBlockBytes)
    throw new RangeError('a block holds 1 byte to 100 MiB')
}

export function checkShareName(name: string): void {
  if (!sharePattern.test(name))
    throw new RangeError('a share is named by letters, digits, underscore, dot and hyphen')
}

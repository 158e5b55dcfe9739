// Makes the C# client: NSwag writes it, Mono's compiler compiles it, and a NuGet package holds it.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { localHeader, planZip } from '../../shared/adapters/packaging/zip.ts'
import type { ZipItem } from '../../shared/adapters/packaging/zip.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = join(root, 'clients/csharp')
const nswag = join(root, 'node_modules/nswag/bin/binaries/Win')

/** What a program with the client needs beside it. */
export const newtonsoft = join(nswag, 'Newtonsoft.Json.dll')

const frameworks = [
  'System.Net.Http',
  'System.ComponentModel.DataAnnotations',
  'System.Runtime.Serialization',
]

/** Writes Client.cs, the library and the package into a folder; answers the package's path. */
export function makeCsharpClient(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as unknown
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(plainDocument(document)))
  run('mono', [join(nswag, 'NSwag.exe'), 'openapi2csclient', ...settings(folder)])
  copyFileSync(join(source, 'IndsigtHandler.cs'), join(folder, 'IndsigtHandler.cs'))
  compile(folder, 'Indsigt.Client.dll', ['-target:library', 'Client.cs', 'IndsigtHandler.cs'])
  return packed(folder)
}

/** By mcs, with what the client stands on. */
export function compile(folder: string, out: string, rest: readonly string[]): void {
  const references = [newtonsoft, ...frameworks].map((name) => `-r:${name}`)
  run('mcs', ['-langversion:latest', '-warn:0', `-out:${out}`, ...references, ...rest], folder)
}

function run(program: string, args: readonly string[], cwd = root): void {
  try {
    execFileSync(program, args, { cwd, stdio: 'pipe' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error(
      `The C# client needs ${program}. Install Debian's package: apt-get install -y --no-install-recommends mono-devel`,
      { cause: error },
    )
  }
}

const settings = (folder: string): readonly string[] => [
  `/input:${join(folder, 'openapi.json')}`,
  `/output:${join(folder, 'Client.cs')}`,
  '/namespace:Indsigt',
  '/className:IndsigtClient',
  '/exceptionClass:IndsigtException',
  '/jsonLibrary:NewtonsoftJson',
  '/injectHttpClient:true',
  '/operationGenerationMode:SingleClientFromOperationId',
  '/generateOptionalParameters:true',
  '/generateOptionalPropertiesAsNullable:true',
]

/** NSwag reads less of JSON Schema 2020-12 than the document says: alternatives are any object, a constant is an enumeration. */
export function plainDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainDocument)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([name]) => !unread.has(name))
  return Object.fromEntries(
    members.map(([name, member]) => (name === 'const' ? ['enum', [member]] : [name, plainDocument(member)])),
  )
}

const unread: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'example', 'examples'])

/** A NuGet package is a zip of the description and the library, in a folder for its framework. */
function packed(folder: string): string {
  const lib = join(folder, 'package/lib/net462')
  mkdirSync(lib, { recursive: true })
  copyFileSync(join(folder, 'Indsigt.Client.dll'), join(lib, 'Indsigt.Client.dll'))
  copyFileSync(join(source, 'Indsigt.Client.nuspec'), join(folder, 'package/Indsigt.Client.nuspec'))
  writeFileSync(join(folder, 'package/[Content_Types].xml'), contentTypes)
  const file = join(folder, 'Indsigt.Client.1.0.0.nupkg')
  writeFileSync(file, zipOf(join(folder, 'package')))
  return file
}

const parts = ['[Content_Types].xml', 'Indsigt.Client.nuspec', 'lib/net462/Indsigt.Client.dll'] as const

/** The same bytes give the same package: its files carry no time of their own. */
function zipOf(folder: string): Buffer {
  const contents = parts.map((path) => readFileSync(join(folder, path)))
  const items = parts.map((path, at) => itemOf(path, contents[at] ?? Buffer.alloc(0)))
  const { directory } = planZip(items)
  const stored = items.flatMap((item, at) => [localHeader(item), contents[at] ?? Buffer.alloc(0)])
  return Buffer.concat([...stored, directory])
}

const itemOf = (path: string, content: Buffer): ZipItem => ({
  ...{ path, method: 'store', modifiedAt: new Date('2026-01-01T00:00:00Z'), crc32: crc32(content) },
  ...{ sizeBytes: content.length, storedBytes: content.length },
})

const contentTypes =
  '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="nuspec" ContentType="application/octet" /><Default Extension="dll" ContentType="application/octet" /></Types>'

if (import.meta.main) console.log(makeCsharpClient(resolve(process.argv[2] ?? 'dist-csharp')))

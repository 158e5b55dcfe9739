// Reads every template by the grammar of Bicep. Types and names are the compiler's business: the workflows run it.
import { globSync, readFileSync } from 'node:fs'
import { parseBicep } from './bicep/syntax.ts'

const files = globSync('bicep/**/*.bicep').sort()
const complaints = (await Promise.all(files.map(async (file) => faults(file)))).flat()

async function faults(file: string): Promise<readonly string[]> {
  const { faults: found } = await parseBicep(readFileSync(file, 'utf8'))
  return found.map(({ line, column, what }) => `${file}:${line}:${column}: ${what}`)
}

for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
else console.log(`${files.length} templates`)

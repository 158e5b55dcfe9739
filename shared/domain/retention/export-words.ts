// What lies in an export beside the documents, so that whoever opens it in ten years needs nobody to ask.

/** JSON Schema 2020-12 of each line of a file. */
export const lineSchema = (container: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: `A line of ${container}.jsonl`,
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'place', 'document'],
  properties: {
    kind: { type: 'string', description: 'What the document is: its id up to the colon.' },
    place: {
      type: 'array',
      items: { type: 'string' },
      description: 'The request that it belongs to, or `tree`; empty for what is the company’s own.',
    },
    document: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string' } },
      description: 'As it is kept. Times are RFC 3339 in UTC.',
    },
  },
})

export const exportReadme = `# Everything that the company keeps in Indsigt

- \`documents/*.jsonl\`: JSON Lines (UTF-8, one document a line): the company with its people, forms, settings and keys' names; its requests with their dates, decisions and outcomes; consents; the audit tree.
- \`schemas/*.schema.json\`: a JSON Schema for the lines of each file.
- \`keys.json\`: the company's public signing keys (JWK Set). Seals, certificates and heads of the audit tree verify with them.
- \`manifest.json\`: every file with its size and SHA-256; and of when the picture is (\`asOf\`): how many entries the audit tree holds, and up to which entry of its own the company is shown. Each request is shown as of the \`version\` and \`auditCount\` on its line.

Whatever is personal of a request is encrypted under a key of that request, and stands here as ciphertext: no owner reads what only those may read who answer it, and after the release nobody of the company may. The keys are not in this package, unless a second person of the company agreed that it goes to another instance of Indsigt. Then there are also:

- \`keys/keys.jsonl\`: those keys, one a line, under a key that only the instance with the fingerprint in \`manifest.json\` can unwrap.
- \`blobs/\`: files and answers, as ciphertext.
`

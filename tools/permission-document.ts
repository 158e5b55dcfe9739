// docs/permissions.md, from the permission table and the table of operations: what is documented is what decides.
import { operations } from '../functions/operations.ts'
import { permissions } from '../shared/domain/identity/roles.ts'
import type { Operation as TableLine } from '../shared/domain/identity/roles.ts'

type Rule = {
  readonly role?: string
  readonly grant?: string
  readonly relation?: string
  readonly status?: readonly string[] | 'none'
}

const head = `# Who may do what

Written by \`node tools/write-permissions.ts\` from the table that decides (\`shared/domain/identity/roles.ts\`) and from the table of operations (\`functions/operations.ts\`); \`tests/http/permissions.test.ts\` asks every cell of route, role or grant, relation and state. What is not written here is denied. Nobody gives themselves a role, the last owner and the last administrator stay, and four eyes are judged over persons beside this table (\`shared/domain/identity/holdings.ts\`, \`shared/domain/requests/approval.ts\`).

- **assigned**: the request was given to them; **contributor**: they had a hand in it, whatever their role since; **uninvolved**: they had none; **approver** as a relation: asked to approve it, with no hand in it.
- Whoever may not see a request gets 404 for it, and 403 for what they may not do with one that they see.

## The table

| line | who | with the request | in which state |
|---|---|---|---|
`

const words = (rule: Rule): string => {
  const who = rule.role ?? (rule.grant === undefined ? 'everybody' : `grant ${rule.grant}`)
  const when =
    rule.status === undefined ? 'any' : rule.status === 'none' ? 'without a request' : rule.status.join(', ')
  return `${who} | ${rule.relation ?? ''} | ${when}`
}

const tableRows = (Object.entries(permissions) as [TableLine, readonly Rule[]][]).flatMap(([line, rules]) =>
  rules.map((rule) => `| ${line} | ${words(rule)} |`),
)

const operationRows = operations.map(
  ({ operationId, method, route, permission, security, proof = security === 'bearer' ? 'factor' : '' }) =>
    `| ${operationId} | ${method} /${route} | ${[permission].flat().join(' or ')} | ${proof} |`,
)

export const permissionDocument = (): string =>
  `${head}${tableRows.join('\n')}

## The operations

\`everybody\` needs no sign-in; \`employee\` is whoever works for the company; \`person\` is whoever asked, in their own request; \`receiver\` is another controller, by what it signs.

The last column is what a session of staff must have shown outside demo mode: \`link\`, nothing more than the mailed link, which is for enrolling; \`factor\`, a second factor or the company's identity provider; \`fresh\`, that in the last five minutes (\`shared/domain/identity/proof.ts\`; \`tests/http/fresh-proof.test.ts\` asks every one of them).

| operation | call | line | proof |
|---|---|---|---|
${operationRows.join('\n')}
`

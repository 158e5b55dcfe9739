// The reference of the API as a page of plain HTML, from the same document as the one to try it out.
import { apiDocument } from '../../http/api-document.ts'
import { page } from '../call.ts'
import type { Answer, Call } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, list } from '../parts.ts'
import { nameIn } from './document.ts'
import type { ApiDocument, Content, DocumentedOperation, Response } from './document.ts'
import { membersOf, typeOf } from './schema-view.ts'

export async function showReference(call: Call): Promise<Answer> {
  const document = (await apiDocument()) as unknown as ApiDocument
  const { tags, info, components } = document
  const schemas = Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  const main = html`<div lang="en">
    <h1>API reference</h1>
    <p class="lead">${info.description}</p>
    <p><a href="/docs">Try it out</a>, or read <a href="/api/v1/openapi.json">openapi.json</a>.</p>
    <nav aria-label="Contents">
      ${list([
        ...tags.map(({ name }) => html`<a href="#${anchor(name)}">${name}</a>`),
        html`<a href="#types">Types</a>`,
        html`<a href="/problems">Error codes</a>`,
      ])}
    </nav>
    ${tags.map((tag) => groupView(document, tag))}
    <section aria-labelledby="types">
      <h2 id="types">Types</h2>
      ${schemas.map(
        ([name, schema]) =>
          html`<h3 id="${name}">${name}</h3>
            ${typeof schema['description'] === 'string' && html`<p>${schema['description']}</p>`}
            ${membersOf(schema)}`,
      )}
    </section>
  </div>`
  return page(call, { title: 'API reference', main })
}

const anchor = (name: string): string => `group-${name.replaceAll(/[^A-Za-z]+/g, '-')}`

function groupView(document: ApiDocument, { name, description }: ApiDocument['tags'][number]): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(name))
      .map(([method, operation]) => operationView(document, `${method.toUpperCase()} ${path}`, operation)),
  )
  return html`<section aria-labelledby="${anchor(name)}">
    <h2 id="${anchor(name)}">${name}</h2>
    <p>${description}</p>
    ${operations}
  </section>`
}

function operationView(document: ApiDocument, call: string, operation: DocumentedOperation): Html {
  const { operationId, summary, description, requestBody, responses } = operation
  const body = html`<p><code>${call}</code></p>
    <p>${description}</p>
    ${parametersView(document, operation)}
    ${requestBody && html`<p>Takes ${contentView(requestBody.content)}. ${requestBody.description}</p>`}
    ${exampleView(requestBody?.content)}
    ${list(Object.entries(responses).map(([status, response]) => responseView(status, response)))}`
  return html`<h3 id="${operationId}">${summary}</h3>
    ${disclosure(`more-${operationId}`, { summary: call }, body)}`
}

function parametersView({ components }: ApiDocument, { parameters }: DocumentedOperation): Html {
  const resolved = parameters.map((one) =>
    one.$ref === undefined ? one : (components.parameters[nameIn(one.$ref)] ?? one),
  )
  return list(
    resolved.map(
      (one) => html`<code>${one.name}</code>, in the ${placeNames[one.in] ?? one.in}: ${one.description}`,
    ),
  )
}

const placeNames: Readonly<Record<string, string>> = { path: 'address', query: 'query', header: 'head' }

const contentView = (content: Content): readonly Html[] =>
  Object.entries(content).map(
    ([type, { schema }], at) =>
      html`${at > 0 && ' or '}<code>${type}</code>${schema && html`: ${typeOf(schema)}`}`,
  )

const exampleView = (content: Content = {}): readonly Html[] =>
  Object.values(content).flatMap(({ example }) =>
    example === undefined ? [] : [html`<p>For example <code>${JSON.stringify(example)}</code></p>`],
  )

function responseView(status: string, { $ref, description, content = {} }: Response): Html {
  const codes = Object.keys(content['application/problem+json']?.examples ?? {})
  if ($ref !== undefined) return html`${status}: any other problem`
  if (codes.length === 0)
    return html`${status}: ${description}${Object.keys(content).length > 0 && html`; ${contentView(content)}`}`
  return html`${status}:
  ${codes.map((code, at) => html`${at > 0 && ', '}<a href="/problems/${code}">${code}</a>`)}`
}

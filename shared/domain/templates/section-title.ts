import type { Language, TemplateVersion } from './template.ts'

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** What a group or a list of a form is called; by its own name where nobody named it. */
export function sectionTitle(
  { schema, titles = [] }: Pick<TemplateVersion, 'schema' | 'titles'>,
  name: string,
  language: Language,
): string {
  const named = titles.find(({ pointer }) => unescaped(pointer) === `/${name}`)?.label[language]
  const title = ownMember(ownMember(ownMember(schema, 'properties'), name), 'title')
  return named ?? (typeof title === 'string' ? title : name)
}

function ownMember(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

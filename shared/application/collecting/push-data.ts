import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { ApiKeyDocument } from '../identity/api-key-document.ts'
import { judge } from '../requests/access.ts'
import type { EnterData } from './enter-data.ts'
import type { SetSource, SourceRefusal } from './set-source.ts'
import type { DataRefusal } from './source-form.ts'

/** What a connector has to say of its source: what lies there, or that nothing does. */
export type Pushed =
  | { readonly kind: 'data'; readonly version: number; readonly data: unknown }
  | { readonly kind: 'nothingHeld' }

export type PushRefusal = DataRefusal | SourceRefusal | { readonly code: 'scopeMissing' }

export type PushData = (input: {
  readonly actor: EmployeeActor
  /** The key that came along: only one that was made for this very source opens it. */
  readonly key: Pick<ApiKeyDocument, 'keyId' | 'sourceId'> | undefined
  readonly requestId: string
  readonly sourceId: string
  readonly pushed: Pushed
}) => Promise<Result<void, PushRefusal>>

type Deps = Pick<Core, 'requests'> & { readonly enterData: EnterData; readonly setSource: SetSource }

/**
 * What a connector pushes into its source, and learns nothing from: not what lies in the source, nor in another that it
 * is merged with. Who signed the connector in is its contributor (security.md, "Four eyes").
 */
export function makePushData({ requests, enterData, setSource }: Deps): PushData {
  return async ({ actor, key, requestId, sourceId, pushed }) => {
    const request = await requests.find(actor.companyId, requestId)
    if (!request) return err({ code: 'notFound' })
    const judged = judge(actor, request.value, 'enterData')
    if (!judged.ok) return judged
    if (key?.sourceId !== sourceId) return err({ code: 'scopeMissing' })
    const source = request.value.sources.find((one) => one.sourceId === sourceId)
    if (!source) return err({ code: 'sourceUnknown' })

    const named = { actor, requestId, keyId: key.keyId }
    if (pushed.kind === 'nothingHeld') {
      const marked = await setSource({ ...named, sourceId, state: 'nothingHeld' })
      return marked.ok ? ok(undefined) : marked
    }
    const entered = await enterData({
      ...{ ...named, templateId: source.templateId, templateVersion: pushed.version, source: sourceId },
      ...{ via: 'import', entry: { kind: 'whole', data: pushed.data } },
    })
    return entered.ok ? ok(undefined) : entered
  }
}

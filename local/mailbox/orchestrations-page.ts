import { html } from 'hono/html'

import type { InstanceSummary } from '../host/durable/durable.ts'
import { eventType } from '../host/durable/history.ts'
import type { HistoryEvent } from '../host/durable/history.ts'
import { page } from './page.ts'
import type { View } from './page.ts'

type Instance = Omit<InstanceSummary, 'instanceId'> & { readonly id: string }

type Orchestrations = {
  readonly instances: readonly Instance[]
  readonly shown?: { readonly id: string; readonly history: readonly HistoryEvent[] }
}

/** What the store says about every procedure under way, and of one of them event by event. */
export const orchestrationsPage = ({ instances, shown }: Orchestrations): string =>
  page('Orchestrations', [
    instances.length === 0 ? html`<p>None has been started yet.</p>` : instancesView(instances),
    shown ? historyView(shown.id, shown.history) : html``,
  ])

const instancesView = (instances: readonly Instance[]): View =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Instance</th>
        <th scope="col">Status</th>
        <th scope="col">Where it stands</th>
        <th scope="col">Started</th>
        <th scope="col">Last updated</th>
      </tr>
    </thead>
    <tbody>
      ${instances.map(instanceView)}
    </tbody>
  </table>`

const instanceView = (instance: Instance): View =>
  html`<tr>
    <td>${instance.name}</td>
    <td>
      <a href="/_local/orchestrations/view?id=${encodeURIComponent(instance.id)}#history">${instance.id}</a>
    </td>
    <td>${instance.runtimeStatus}</td>
    <td><code>${JSON.stringify(instance.customStatus)}</code></td>
    <td>${instance.createdTime}</td>
    <td>${instance.lastUpdatedTime}</td>
  </tr> `

const historyView = (id: string, history: readonly HistoryEvent[]): View =>
  html`<h2 id="history">History of ${id}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">At</th>
          <th scope="col">Event</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        ${history.map(eventView)}
      </tbody>
    </table>`

function eventView({ Timestamp, EventType, IsPlayed: _isPlayed, ...details }: HistoryEvent): View {
  return html`<tr>
    <td>${Timestamp}</td>
    <td>${nameByType.get(EventType) ?? EventType}</td>
    <td><code>${JSON.stringify(details)}</code></td>
  </tr> `
}

const nameByType: ReadonlyMap<number, string> = new Map(
  Object.entries(eventType).map(([name, type]) => [type, name]),
)

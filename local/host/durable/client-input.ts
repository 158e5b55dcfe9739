/** The system key goes where the extension puts it: at the end of every management link. */
export type LinkSettings = {
  readonly baseUrl: string
  readonly taskHub: string
  readonly systemKey: string | undefined
}

export const webhookPath = '/runtime/webhooks/durabletask'

/** Stands for the instance in the links of a client binding; the SDK replaces it. */
const placeholder = 'INSTANCEID'

function requiredQuery({ taskHub, systemKey }: LinkSettings): string {
  const query = new URLSearchParams({ taskHub, connection: 'Storage' })
  if (systemKey) query.set('code', systemKey)
  return query.toString()
}

/** The links of one instance (extension `HttpManagementPayload`). Without an id they are a template. */
export function managementUrls(settings: LinkSettings, instanceId?: string): Record<string, string> {
  const id = instanceId === undefined ? placeholder : encodeURIComponent(instanceId)
  const query = requiredQuery(settings)
  const instance = `${settings.baseUrl}${webhookPath}/instances/${id}`
  return {
    id: instanceId ?? placeholder,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  }
}

/** What a `durableClient` binding receives (extension `BindingHelper`): the SDK calls `rpcBaseUrl`, without a key. */
export function clientInput(settings: LinkSettings, rpcBaseUrl: string): string {
  const query = requiredQuery(settings)
  const create = `${settings.baseUrl}${webhookPath}/orchestrators/{functionName}[/{instanceId}]`
  return JSON.stringify({
    taskHubName: settings.taskHub,
    creationUrls: {
      createNewInstancePostUri: `${create}?${query}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${query}`,
    },
    managementUrls: managementUrls(settings),
    baseUrl: `${settings.baseUrl}${webhookPath}`,
    requiredQueryStringParameters: query,
    rpcBaseUrl,
  })
}

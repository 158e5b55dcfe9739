import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import {
  at,
  difference,
  handle,
  isIdOf,
  listAt,
  ofType,
  otherThan,
  promise,
} from '../support/bicep/promises.ts'
import type { Templates } from '../support/bicep/templates.ts'

const storage = 'Microsoft.Storage/storageAccounts'
const cosmos = 'Microsoft.DocumentDB/databaseAccounts'
const vault = 'Microsoft.KeyVault/vaults'
const bus = 'Microsoft.ServiceBus/namespaces'
const scheduler = 'Microsoft.DurableTask/schedulers'
const site = 'Microsoft.Web/sites'
const [inStorage, inCosmos, inVault, inBus] = ['storage', 'cosmos', 'key-vault', 'service-bus'].map(
  (name) => `bicep/modules/${name}.bicep`,
) as [string, string, string, string]
const [inApp, inDoor, inRoutes] = ['function-app', 'front-door', 'front-door-routes'].map(
  (name) => `bicep/modules/${name}.bicep`,
) as [string, string, string]

promise(
  'no store answers the public network',
  (all) => [
    ...otherThan(ofType(all, storage, cosmos, vault, bus), { 'properties.publicNetworkAccess': 'Disabled' }),
    ...ofType(all, scheduler).flatMap((one) =>
      otherThan([one], { 'properties.publicNetworkAccess': 'Disabled', 'properties.ipAllowlist': [] }),
    ),
    ...otherThan(ofType(all, storage, vault), {
      'properties.networkAcls.defaultAction': 'Deny',
      'properties.networkAcls.ipRules': [],
      'properties.networkAcls.virtualNetworkRules': [],
    }),
    ...otherThan(ofType(all, `${bus}/networkRuleSets`), {
      'properties.defaultAction': 'Deny',
      'properties.publicNetworkAccess': 'Disabled',
      'properties.ipRules': [],
    }),
    ...otherThan(ofType(all, cosmos), { 'properties.networkAclBypass': 'None', 'properties.ipRules': [] }),
  ],
  [
    {
      when: 'the content can be reached',
      ...{ file: inStorage, from: "publicNetworkAccess: 'Disabled'", to: "publicNetworkAccess: 'Enabled'" },
    },
    {
      when: 'a vault lets all in',
      file: inVault,
      from: "defaultAction: 'Deny'",
      to: "defaultAction: 'Allow'",
    },
    {
      when: 'the documents can be reached from the portal',
      ...{ file: inCosmos, from: 'ipRules: []', to: "ipRules: [{ ipAddressOrRange: '104.42.195.92' }]" },
    },
    {
      when: 'the queues say nothing of it',
      ...{ file: inBus, from: "publicNetworkAccess: 'Disabled'", to: "alternateName: 'x'" },
    },
  ],
)

const endpointParts: Readonly<Record<string, readonly string[]>> = {
  [cosmos]: ['Sql'],
  [vault]: ['vault'],
  [bus]: ['namespace'],
  [scheduler]: ['scheduler'],
}

function withoutEndpoint(all: Templates): readonly string[] {
  const connections = ofType(all, 'Microsoft.Network/privateEndpoints').flatMap(({ body }) =>
    listAt(body, 'properties.privateLinkServiceConnections'),
  )
  return ofType(all, storage, cosmos, vault, bus, scheduler).flatMap((store) => {
    const needed =
      endpointParts[store.type] ?? (store.symbol === 'host' ? ['blob', 'queue', 'table'] : ['blob'])
    const found = connections
      .filter((one) => isIdOf(at(one, 'properties.privateLinkServiceId'), store))
      .flatMap((one) => listAt(one, 'properties.groupIds').map(String))
    return difference(found, needed, handle(store))
  })
}

const endpointViolation = {
  when: 'the shares have none',
  file: 'bicep/main.bicep',
  from: "  { name: 'shares', part: 'blob', zone: 'blob' }\n",
  to: '',
}
promise('every store is reached over private endpoints, the optional ones too', withoutEndpoint, [
  endpointViolation,
])
promise(
  'with Defender, its account is reached over a private endpoint as well',
  withoutEndpoint,
  [
    {
      when: 'it has none',
      file: 'bicep/main.bicep',
      from: 'targetId: quarantine!.outputs.quarantineId',
      to: 'targetId: storage.outputs.contentId',
    },
  ],
  { defender: true },
)

promise(
  'the address that calls go out from is nobody’s to call: no other is public',
  (all) => {
    const addresses = ofType(all, 'Microsoft.Network/publicIPAddresses')
    const used = ofType(all, 'Microsoft.Network/natGateways').flatMap(({ body }) =>
      listAt(body, 'properties.publicIpAddresses').map((one) => at(one, 'id')),
    )
    return addresses
      .filter((address) => !used.some((id) => isIdOf(id, address)))
      .map((address) => `${handle(address)} belongs to no gateway for calls out`)
  },
  [
    {
      when: 'there is another address',
      file: 'bicep/modules/network.bicep',
      from: 'resource nothingIn ',
      to: "resource open 'Microsoft.Network/publicIPAddresses@2025-05-01' = {\n  name: 'open'\n  location: location\n}\n\nresource nothingIn ",
    },
  ],
)

promise(
  'the application answers our front door alone, and its deployment site nobody',
  (all) =>
    otherThan(ofType(all, site), {
      'properties.siteConfig.ipSecurityRestrictionsDefaultAction': 'Deny',
      'properties.siteConfig.ipSecurityRestrictions': [
        {
          name: 'our-front-door',
          priority: 100,
          action: 'Allow',
          tag: 'ServiceTag',
          ipAddress: 'AzureFrontDoor.Backend',
          headers: { 'x-azure-fdid': ['‹bicep/modules/front-door.bicep#profile.properties.frontDoorId›'] },
        },
      ],
      'properties.siteConfig.scmIpSecurityRestrictionsUseMain': false,
      'properties.siteConfig.scmIpSecurityRestrictionsDefaultAction': 'Deny',
      'properties.siteConfig.scmIpSecurityRestrictions': [],
      'properties.sshEnabled': false,
      'properties.siteConfig.remoteDebuggingEnabled': false,
    }),
  [
    {
      when: 'any front door may call',
      file: inApp,
      from: "headers: { 'x-azure-fdid': [frontDoorId] }",
      to: 'headers: {}',
    },
    {
      when: 'the default lets in',
      file: inApp,
      from: "ipSecurityRestrictionsDefaultAction: 'Deny'",
      to: "ipSecurityRestrictionsDefaultAction: 'Allow'",
    },
    { when: 'there is a shell', file: inApp, from: 'sshEnabled: false', to: 'sshEnabled: true' },
  ],
)

promise(
  'no key, password or connection string opens anything: local sign-in is off everywhere',
  (all) => [
    ...otherThan(ofType(all, storage), {
      'properties.allowSharedKeyAccess': false,
      'properties.defaultToOAuthAuthentication': true,
    }),
    ...otherThan(ofType(all, cosmos), {
      'properties.disableLocalAuth': true,
      'properties.disableKeyBasedMetadataWriteAccess': true,
    }),
    ...otherThan(ofType(all, bus), { 'properties.disableLocalAuth': true }),
    ...otherThan(ofType(all, vault), {
      'properties.enableRbacAuthorization': true,
      'properties.accessPolicies': null,
    }),
    ...otherThan(ofType(all, 'Microsoft.OperationalInsights/workspaces'), {
      'properties.features.disableLocalAuth': true,
    }),
    ...otherThan(ofType(all, 'Microsoft.Insights/components'), { 'properties.DisableLocalAuth': true }),
    ...otherThan(ofType(all, site), { 'properties.siteConfig.ftpsState': 'Disabled' }),
    ...otherThan(ofType(all, `${site}/basicPublishingCredentialsPolicies`), { 'properties.allow': false }),
    ...difference(
      ofType(all, `${site}/basicPublishingCredentialsPolicies`).map(({ name }) => name),
      ['ftp', 'scm'],
      'passwords of the deployment site',
    ),
  ],
  [
    {
      when: 'keys open the shares',
      file: inStorage,
      from: 'allowSharedKeyAccess: false',
      to: 'allowSharedKeyAccess: true',
    },
    {
      when: 'keys open the documents',
      file: inCosmos,
      from: 'disableLocalAuth: true',
      to: 'disableLocalAuth: false',
    },
    {
      when: 'keys open the queues',
      file: inBus,
      from: 'disableLocalAuth: true',
      to: 'disableLocalAuth: false',
    },
    {
      when: 'anybody with the connection string writes telemetry',
      file: 'bicep/modules/monitoring.bicep',
      from: 'DisableLocalAuth: true',
      to: 'DisableLocalAuth: false',
    },
    {
      when: 'a password deploys',
      file: inApp,
      from: 'properties: { allow: false }',
      to: 'properties: { allow: true }',
    },
  ],
)

promise(
  'no blob is public',
  (all) => [
    ...otherThan(ofType(all, storage), {
      'properties.allowBlobPublicAccess': false,
      'properties.allowCrossTenantReplication': false,
    }),
    ...otherThan(ofType(all, `${storage}/blobServices/containers`), { 'properties.publicAccess': 'None' }),
  ],
  [
    {
      when: 'the content may be',
      file: inStorage,
      from: 'allowBlobPublicAccess: false',
      to: 'allowBlobPublicAccess: true',
    },
    {
      when: 'the heads are',
      file: 'bicep/modules/evidence.bicep',
      from: "publicAccess: 'None'",
      to: "publicAccess: 'Blob'",
    },
  ],
)

promise(
  'TLS 1.2 is the least everywhere, and nothing is answered without',
  (all) => [
    ...otherThan(ofType(all, storage), {
      'properties.minimumTlsVersion': 'TLS1_2',
      'properties.supportsHttpsTrafficOnly': true,
    }),
    ...otherThan(ofType(all, cosmos), { 'properties.minimalTlsVersion': 'Tls12' }),
    ...otherThan(ofType(all, bus), { 'properties.minimumTlsVersion': '1.2' }),
    ...otherThan(ofType(all, site), {
      'properties.httpsOnly': true,
      'properties.siteConfig.minTlsVersion': '1.2',
      'properties.siteConfig.scmMinTlsVersion': '1.2',
    }),
    ...otherThan(ofType(all, 'Microsoft.Cdn/profiles/customDomains'), {
      'properties.tlsSettings.minimumTlsVersion': 'TLS12',
    }),
    ...otherThan(ofType(all, 'Microsoft.Cdn/profiles/afdEndpoints/routes'), {
      'properties.httpsRedirect': 'Enabled',
      'properties.forwardingProtocol': 'HttpsOnly',
    }),
  ],
  [
    { when: 'a store takes 1.0', file: inStorage, from: "'TLS1_2'", to: "'TLS1_0'" },
    { when: 'the documents take 1.1', file: inCosmos, from: "'Tls12'", to: "'Tls11'" },
    {
      when: 'the queues take 1.0',
      file: inBus,
      from: "minimumTlsVersion: '1.2'",
      to: "minimumTlsVersion: '1.0'",
    },
    { when: 'the application answers http', file: inApp, from: 'httpsOnly: true', to: 'httpsOnly: false' },
    {
      when: 'the front door asks without TLS',
      file: inRoutes,
      from: "forwardingProtocol: 'HttpsOnly'",
      to: "forwardingProtocol: 'MatchRequest'",
    },
  ],
)

promise(
  'a firewall that blocks stands before every host name, with a limit for one address',
  (all) => {
    const domains = ofType(all, 'Microsoft.Cdn/profiles/customDomains').map(handle)
    const [guard] = ofType(all, 'Microsoft.Cdn/profiles/securityPolicies')
    const guarded = listAt(guard?.body ?? null, 'properties.parameters.associations.0.domains').map((one) =>
      String(at(one, 'id')).replaceAll(/[‹›]|\.id/g, ''),
    )
    const firewalls = ofType(all, 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies')
    return [
      ...otherThan(firewalls, {
        'properties.policySettings.enabledState': 'Enabled',
        'properties.policySettings.mode': 'Prevention',
        'properties.policySettings.requestBodyCheck': 'Enabled',
        'properties.managedRules.managedRuleSets.0.ruleSetType': 'Microsoft_DefaultRuleSet',
        'properties.managedRules.managedRuleSets.0.ruleSetAction': 'Block',
        'properties.managedRules.managedRuleSets.1.ruleSetType': 'Microsoft_BotManagerRuleSet',
        'properties.customRules.rules.0.ruleType': 'RateLimitRule',
        'properties.customRules.rules.0.action': 'Block',
        'properties.customRules.rules.0.groupBy': [{ variableName: 'SocketAddr' }],
      }),
      ...difference(guarded, domains, 'guarded hosts'),
      ...otherThan(ofType(all, 'Microsoft.Cdn/profiles/afdEndpoints/routes'), {
        'properties.linkToDefaultDomain': 'Disabled',
      }),
      ...(firewalls[0] && isIdOf(at(guard?.body ?? null, 'properties.parameters.wafPolicy.id'), firewalls[0])
        ? []
        : ['the guard is another firewall']),
    ]
  },
  [
    { when: 'it only looks on', file: inDoor, from: "mode: 'Prevention'", to: "mode: 'Detection'" },
    { when: 'there is no limit', file: inDoor, from: "action: 'Block'", to: "action: 'Log'" },
    {
      when: 'the door’s own name is open without it',
      file: inRoutes,
      from: "linkToDefaultDomain: 'Disabled'",
      to: "linkToDefaultDomain: 'Enabled'",
    },
    {
      when: 'a host is left out',
      file: inRoutes,
      from: 'domains: [for (host, index) in hostNames: { id: domains[index].id }]',
      to: 'domains: []',
    },
  ],
)

test('no template asks a service for a key', () => {
  const asking = globSync('bicep/**/*.bicep').filter((file) =>
    /\.?list(Keys|AccountSas|ConnectionStrings|Secrets)\(|AccountKey=|SharedAccessKey=/i.test(
      readFileSync(file, 'utf8'),
    ),
  )

  assert.deepEqual(asking, [])
})

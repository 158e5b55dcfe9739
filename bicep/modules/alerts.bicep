// Who is told of what. Each query reads the application's own codes (docs/logging.md) or the names of its functions.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object
param workspaceId string
param busId string
param alertAddresses array

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'indsigt'
    emailReceivers: [
      for (address, index) in alertAddresses: {
        name: 'on-call-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

var here = resourceGroup().id
var lines = 'AppTraces | extend line = parse_json(Message)'

var queries = [
  {
    name: 'orchestration-failures'
    says: 'A request, an approval or a delivery stopped on its way'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    more: 0
    query: 'AppRequests | where Name in ("requestLifecycle", "approval", "delivery") and Success == false'
  }
  {
    name: 'overdue-requests'
    says: 'A request was not answered in the time of Art. 12(3)'
    severity: 1
    every: 'PT15M'
    over: 'PT1H'
    more: 0
    query: '${lines} | where line.code == "deadlineReached" and tostring(line.milestone) contains "overdue"'
  }
  {
    name: 'purge-lag'
    says: 'No purge has ended well for three hours, or the clock is doubted'
    severity: 1
    every: 'PT30M'
    over: 'PT3H'
    more: 0
    query: 'union (AppRequests | where Name == "purgeDeliveries" and Success == true | summarize done = count() | where done == 0 | project what = "purgeDeliveries"), (${lines} | where line.code == "clockJumped" | project what = "clockJumped")'
  }
  {
    name: 'dead-letters'
    says: 'A message became a dead letter of its company'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    more: 0
    query: '${lines} | where line.code == "messageRefused"'
  }
  {
    name: 'failed-calls'
    says: 'More than five calls in five minutes were answered with 5xx'
    severity: 1
    every: 'PT5M'
    over: 'PT5M'
    more: 5
    query: '${lines} | where line.code == "httpRequest" and toint(line.status) >= 500'
  }
  {
    name: 'slow-calls'
    says: 'One call in twenty takes longer than two seconds'
    severity: 2
    every: 'PT15M'
    over: 'PT30M'
    more: 0
    query: '${lines} | where line.code == "httpRequest" | summarize slow = percentile(toint(line.milliseconds), 95) | where slow > 2000'
  }
  {
    name: 'defects'
    says: 'Something was thrown that nobody expects, or a provider refuses our credentials'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    more: 0
    query: '${lines} | where line.code in ("defect", "credentialsRefused", "deliveryUnreadable")'
  }
  {
    name: 'key-vault-denials'
    says: 'The vault refused somebody'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    more: 0
    query: 'AZKVAuditLogs | where HttpStatusCode == 403'
  }
  {
    name: 'mail-bounces'
    says: 'More than one mail in twenty comes back'
    severity: 2
    every: 'PT15M'
    over: 'PT1H'
    more: 0
    query: '${lines} | where line.code in ("mailSent", "mailRefused") | summarize refused = countif(line.code == "mailRefused"), total = count() | where total >= 20 and refused * 20 > total'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in queries: {
    name: 'alert-${alert.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: alert.says
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.over
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.more
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
      autoMitigate: true
    }
  }
]

// What the broker itself put aside, before the application could say so.
resource brokersDeadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-queues-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages lie in a dead letter of Service Bus'
    severity: 2
    enabled: true
    scopes: [busId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
    autoMitigate: true
  }
}

// Whoever may manage could give rights on data away, themselves included: that does not happen unseen.
resource newRights 'Microsoft.Insights/activityLogAlerts@2026-01-01' = {
  name: 'alert-new-rights-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Somebody was given a role'
    enabled: true
    scopes: [here]
    condition: {
      allOf: [
        {
          field: 'category'
          equals: 'Administrative'
        }
        {
          anyOf: [
            {
              field: 'operationName'
              equals: 'Microsoft.Authorization/roleAssignments/write'
            }
            {
              field: 'operationName'
              equals: 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write'
            }
          ]
        }
      ]
    }
    actions: {
      actionGroups: [{ actionGroupId: people.id }]
    }
  }
}

output actionGroupId string = people.id

// What it may cost in a month before somebody is told.
targetScope = 'subscription'

param environmentName string
param monthlyBudget int
param firstMonth string
param actionGroupId string
param alertAddresses array

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'indsigt-${environmentName}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: firstMonth }
    notifications: {
      spentMuch: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: alertAddresses
        contactGroups: [actionGroupId]
      }
      willBeTooMuch: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: alertAddresses
        contactGroups: [actionGroupId]
      }
    }
  }
}

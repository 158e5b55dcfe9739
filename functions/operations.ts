// The whole API as data, in the order in which it is documented.
import { apiKeyOperations } from './http/api-keys.ts'
import { approvalOperations } from './http/approvals.ts'
import { auditOperations } from './http/audit.ts'
import { breachOperations } from './http/breaches.ts'
import { closingOperations } from './http/closing.ts'
import { collectingOperations } from './http/collecting.ts'
import { companyOperations } from './http/companies.ts'
import { consentFormOperations } from './http/consent-forms.ts'
import { consentReceiptOperations } from './http/consent-receipts.ts'
import { consentImportOperations } from './http/consent-imports.ts'
import { consentOperations } from './http/consents.ts'
import { connectionOperations, searchOperations } from './http/connections.ts'
import { dataOperations } from './http/data.ts'
import { deadLetterOperations } from './http/dead-letters.ts'
import { decisionOperations } from './http/decisions.ts'
import { deliveryOperations } from './http/deliveries.ts'
import { employeeOperations } from './http/employees.ts'
import { exportOperations } from './http/exports.ts'
import { factorOperations } from './http/factors.ts'
import { fileOperations } from './http/files.ts'
import { quarantineOperations } from './http/quarantine.ts'
import { groupOperations } from './http/group-view.ts'
import { hostOperations } from './http/host.ts'
import { identityProviderOperations } from './http/identity-provider.ts'
import { linkOperations } from './http/links.ts'
import { listOperations } from './http/lists.ts'
import { logoOperations } from './http/logo.ts'
import type { Operation } from './http/operation.ts'
import { operatorOperations } from './http/operator.ts'
import { ownerRecoveryOperations } from './http/owner-recovery.ts'
import { supportAccessOperations } from './http/support-access.ts'
import { providerOperations } from './http/providers.ts'
import { pushOperations } from './http/push.ts'
import { receiverOperations } from './http/receivers.ts'
import { transferOperations } from './http/transfers.ts'
import { receivingOperations } from './http/receiving.ts'
import { reportOperations } from './http/reports.ts'
import { requestOperations } from './http/requests.ts'
import { serviceOperations } from './http/service.ts'
import { sessionOperations } from './http/sessions.ts'
import { stopOperations } from './http/stops.ts'
import { templateOperations } from './http/templates.ts'
import { webhookOperations } from './http/webhooks.ts'

export const operations: readonly Operation[] = [
  ...linkOperations,
  ...sessionOperations,
  ...factorOperations,
  ...requestOperations,
  ...listOperations,
  ...stopOperations,
  ...dataOperations,
  ...collectingOperations,
  ...pushOperations,
  ...searchOperations,
  ...fileOperations,
  ...quarantineOperations,
  ...decisionOperations,
  ...approvalOperations,
  ...deliveryOperations,
  ...breachOperations,
  ...companyOperations,
  ...logoOperations,
  ...identityProviderOperations,
  ...hostOperations,
  ...apiKeyOperations,
  ...webhookOperations,
  ...connectionOperations,
  ...receiverOperations,
  ...transferOperations,
  ...receivingOperations,
  ...employeeOperations,
  ...templateOperations,
  ...consentFormOperations,
  ...consentOperations,
  ...consentReceiptOperations,
  ...consentImportOperations,
  ...reportOperations,
  ...groupOperations,
  ...auditOperations,
  ...deadLetterOperations,
  ...operatorOperations,
  ...ownerRecoveryOperations,
  ...supportAccessOperations,
  ...exportOperations,
  ...closingOperations,
  ...providerOperations,
  ...serviceOperations,
]

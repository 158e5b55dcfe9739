// A process of its own for all doubles of the other home: they outlive whoever uses them, and end with whoever started
// them. It tells the settings that lead to them, as api.md names them, and nothing else leads there.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { startHome } from './azure-home.ts'
import { containerDefinitions } from '../../shared/adapters/cosmos/containers.ts'
import { contractIndices } from './cosmos/open-store.ts'
import { database } from './cosmos/service.ts'
import { temporaryFolder } from './contracts/temporary-folder.ts'
import { trustedLocalhost } from './tls/certificate.ts'

const nobody = async (): Promise<void> => undefined
const { folder, remove } = temporaryFolder()
const certificate = join(folder, 'cert.pem')
writeFileSync(certificate, trustedLocalhost().cert)

// The contract lists by fields of its own, in a database of its own.
const ofContract = { database, definitions: containerDefinitions(contractIndices) }
const home = await startHome(
  { now: () => new Date(), deliver: nobody, deliverSms: nobody },
  process.argv[2] === 'contract' ? ofContract : { signIn: 'identity' },
)
process.once('disconnect', () => {
  remove()
  void home.stop().finally(() => process.exit())
})
process.send?.({ ...home.settings, NODE_EXTRA_CA_CERTS: certificate })

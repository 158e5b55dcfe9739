// A process of its own for all doubles of the other home: they outlive whoever uses them, and end with whoever started
// them. It tells the settings that lead to them, as api.md names them, and nothing else leads there.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { startHome } from './azure-home.ts'
import { temporaryFolder } from './contracts/temporary-folder.ts'
import { trustedLocalhost } from './tls/certificate.ts'

const nobody = async (): Promise<void> => undefined
const { folder, remove } = temporaryFolder()
const certificate = join(folder, 'cert.pem')
writeFileSync(certificate, trustedLocalhost().cert)

const home = await startHome({ now: () => new Date(), deliver: nobody, deliverSms: nobody })
process.once('disconnect', () => {
  remove()
  void home.stop().finally(() => process.exit())
})
process.send?.({ ...home.settings, NODE_EXTRA_CA_CERTS: certificate })

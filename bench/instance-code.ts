/** What an instance is made of, as one entry: measured from source, or from a bundle of it. */
export { start } from '../functions/main.ts'
export { createPackageStore } from '../shared/adapters/packaging/package-store.ts'
export { createAccessTokens } from '../shared/adapters/tokens/jwt.ts'
export { embeddedPorts } from '../shared/composition/embedded-ports.ts'
export { signingKeyDocument } from '../shared/composition/ports-over.ts'

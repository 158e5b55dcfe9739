// The same path through the genuine SDKs of Azure and SendGrid, to doubles on this machine.
process.env['INDSIGT_HOME'] = 'tests/support/azure-home.ts'
await import('./support/main-path.ts')

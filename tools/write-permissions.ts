import { writeFileSync } from 'node:fs'
import { permissionDocument } from './permission-document.ts'

writeFileSync('docs/permissions.md', permissionDocument())

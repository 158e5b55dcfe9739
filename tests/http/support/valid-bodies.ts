/** A body of each kind that its schema accepts (what is wrong with a call is then something else): those of the documentation. */
export { bodyExamples as validBodies } from '../../../shared/contracts/openapi/examples.ts'

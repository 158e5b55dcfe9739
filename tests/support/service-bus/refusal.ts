/** An AMQP error as Service Bus words it: a condition that programs read, a description that people do. */
export type Refusal = { readonly condition: string; readonly description: string }

/** What the product does not use is not imitated. Whoever comes to need it must teach the broker, and not be fooled by it. */
export const notImitated = (what: string): Refusal => ({
  condition: 'amqp:not-implemented',
  description: `the broker of the tests does not imitate ${what}`,
})

export const isRefusal = (value: object): value is Refusal => 'condition' in value

import tseslint from 'typescript-eslint'

const wallClock = [
  { name: 'Date', message: 'Time is an argument: orchestrators take it from the context.' },
  { name: 'Math', message: 'Orchestrators must replay identically.' },
  { name: 'crypto', message: 'Orchestrators must replay identically.' },
  { name: 'performance', message: 'Orchestrators must replay identically.' },
  { name: 'globalThis', message: 'Orchestrators must replay identically.' },
  { name: 'fetch', message: 'Orchestrators do no I/O.' },
  { name: 'process', message: 'Orchestrators read no environment.' },
  { name: 'setTimeout', message: 'Orchestrators use durable timers.' },
  { name: 'setInterval', message: 'Orchestrators use durable timers.' },
]

const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'Unions, not enums.' },
]

const currentTime = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Time is an argument: take it from the clock port.',
}

const stringBuiltQuery = [
  {
    selector:
      'CallExpression[callee.property.name=/^(prepare|exec)$/] > TemplateLiteral.arguments[expressions.length>0]',
    message: 'Statements are constant text; values travel as parameters.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(prepare|exec)$/] > BinaryExpression.arguments[operator="+"]',
    message: 'Statements are constant text; values travel as parameters.',
  },
  {
    selector: 'Property[key.name="query"] > TemplateLiteral.value[expressions.length>0]',
    message: 'Queries are constant text; values travel as parameters.',
  },
]

// A factory is as long as what it makes; a function is as long as its lines without those of the functions inside it.
const ownLines = {
  meta: {
    schema: [{ type: 'integer' }],
    messages: { long: 'This function has {{lines}} lines of its own, of {{max}}.' },
  },
  create(context) {
    const [max] = context.options
    const inner = [0]
    const length = (node) => node.loc.end.line - node.loc.start.line + 1
    return {
      ':function': () => inner.push(0),
      ':function:exit': (node) => {
        const lines = length(node) - inner.pop()
        inner[inner.length - 1] += length(node)
        if (lines > max) context.report({ node, messageId: 'long', data: { lines, max } })
      },
    }
  },
}

const product = ['functions/**', 'orchestrations/**', 'shared/**', 'local/**']

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'coverage',
      'shared/contracts/generated',
      'clients/*/src/generated.ts',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...everywhere],
      eqeqeq: 'error',
      complexity: ['error', 14],
      'max-params': ['error', 4],
    },
  },
  {
    files: product,
    plugins: { indsigt: { rules: { 'own-lines': ownLines } } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'indsigt/own-lines': ['error', 50],
    },
  },
  {
    files: ['shared/adapters/**', 'local/**'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...stringBuiltQuery] },
  },
  {
    files: [
      'functions/**',
      'shared/kernel/**',
      'shared/domain/**',
      'shared/application/**',
      'shared/contracts/**',
      'shared/composition/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument: take it from the clock port.' },
        { object: 'Math', property: 'random', message: 'Randomness comes from its port.' },
      ],
      'no-restricted-syntax': ['error', ...everywhere, currentTime],
    },
  },
  {
    files: ['orchestrations/**'],
    ignores: ['orchestrations/activities.ts', 'orchestrations/index.ts'],
    rules: {
      'no-restricted-globals': ['error', ...wallClock],
      'no-restricted-syntax': [
        'error',
        ...everywhere,
        { selector: 'AwaitExpression', message: 'Orchestrators yield; awaiting leaves the replay.' },
      ],
    },
  },
  {
    files: ['tests/**'],
    rules: {
      complexity: 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'describe', 'it', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
    },
  },
  // The test runner loads a reporter by its default export.
  { files: ['tests/support/reporter.ts'], rules: { 'no-restricted-syntax': 'off' } },
)

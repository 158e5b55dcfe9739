import tseslint from 'typescript-eslint'

const wallClock = [
  { name: 'Date', message: 'Time is an argument: orchestrators take it from the context.' },
  { name: 'Math', message: 'Orchestrators must replay identically.' },
  { name: 'crypto', message: 'Orchestrators must replay identically.' },
  { name: 'fetch', message: 'Orchestrators do no I/O.' },
  { name: 'process', message: 'Orchestrators read no environment.' },
  { name: 'setTimeout', message: 'Orchestrators use durable timers.' },
]

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'coverage', 'shared/contracts/generated', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Unions, not enums.' },
      ],
      eqeqeq: 'error',
      complexity: ['error', 14],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['functions/**', 'shared/kernel/**', 'shared/domain/**', 'shared/application/**', 'shared/contracts/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument: take it from the clock port.' },
        { object: 'Math', property: 'random', message: 'Randomness comes from its port.' },
      ],
    },
  },
  {
    files: ['orchestrations/**'],
    ignores: ['orchestrations/activities.ts', 'orchestrations/index.ts'],
    rules: { 'no-restricted-globals': ['error', ...wallClock] },
  },
  { files: ['tests/**'], rules: { complexity: 'off', '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite', 'before', 'after', 'beforeEach', 'afterEach'] }] }] } },
)

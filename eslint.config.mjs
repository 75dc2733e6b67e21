import tseslint from 'typescript-eslint';

// Imports point one way: cli, apps, controller -> constructs -> lib. `lib` has no I/O, no cdk8s and no Kubernetes client.
const outside = (...folders) =>
  folders.map((f) => ({ regex: `(^|/)(\\.\\./)+${f}(/|$)`, message: `Imports point one way: not to ${f}/.` }));
const noInput = [
  'cdk8s',
  'cdk8s-plus-27',
  'constructs',
  'undici',
  '@kubernetes/client-node',
  'node:fs',
  'node:net',
  'node:http',
  'node:https',
  'node:child_process',
  'node:os',
  'fs',
  'net',
  'http',
  'https',
  'child_process',
  'os',
  'node:fs/promises',
  'fs/promises',
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  ...tseslint.configs.recommendedTypeChecked.map((c) => ({ ...c, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', { selector: 'ForInStatement', message: 'Keys are data: use Object.keys.' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: noInput, patterns: outside('constructs', 'controller', 'cli', 'apps') },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core has no clock.' },
        { object: 'Math', property: 'random', message: 'The core has no randomness.' },
      ],
    },
  },
  {
    files: ['constructs/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: outside('controller', 'cli', 'apps') }] },
  },
);

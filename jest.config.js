// Three suites: "unit" needs Node only, "api" a kube-apiserver (test/env brings one), "e2e" what test/env/e2e starts.
const common = {
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  testEnvironment: 'node',
  // The examples import the package as its users do.
  moduleNameMapper: { '^cdk8s-flink$': '<rootDir>/index.ts' },
};

module.exports = {
  maxWorkers: 2,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/api/', '<rootDir>/test/e2e/'],
    },
    {
      ...common,
      displayName: 'api',
      testMatch: ['<rootDir>/test/api/**/*.test.ts'],
      globalSetup: '<rootDir>/test/env/api-server.js',
      globalTeardown: '<rootDir>/test/env/api-server-stop.js',
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      testEnvironment: '<rootDir>/test/e2e/support/jest-environment.ts',
    },
  ],
};

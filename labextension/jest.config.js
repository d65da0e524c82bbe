const jestJupyterLab = require('@jupyterlab/testutils/lib/jest-config');

// These packages ship as ES modules only, so jest has to compile them.
const esModules = [
  '@codemirror',
  '@jupyter',
  '@microsoft',
  'exenv-es6',
  'lib0',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-'
].join('|');

module.exports = {
  ...jestJupyterLab(__dirname),
  testRegex: 'tests/.*\\.spec\\.tsx?$',
  transform: {
    ...jestJupyterLab(__dirname).transform,
    '^.+\\.tsx?$': ['ts-jest', { tsconfig: './tsconfig.test.json' }]
  },
  transformIgnorePatterns: [`/node_modules/(?!${esModules}).+`],
  // Yjs warns about types that are read outside of a document, as a test does.
  silent: true
};

import jupyter from '@jupyter/eslint-plugin';
import tseslint from 'typescript-eslint';

const sources = ['src/**/*.ts', 'src/**/*.tsx', 'tests/**/*.ts', 'tests/**/*.tsx'];

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'node_modules/',
      'src/wire.ts',
      '*.js',
      '*.mjs',
      'scripts/',
      'schema/'
    ]
  },
  ...tseslint.configs.strict,
  { plugins: { jupyter } },
  ...jupyter.configs.recommended.filter(
    ({ files }) => !files?.some(file => file.endsWith('.json'))
  ),
  {
    files: sources,
    rules: {
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'prefer-arrow-callback': 'error',
      // One small bundle: taking it apart would cost more round trips than it saves.
      'jupyter/prefer-lazy-imports': 'off'
    }
  },
  { files: ['tests/**/*'], rules: { 'jupyter/no-untranslated-string': 'off' } }
);

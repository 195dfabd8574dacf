import { dirname } from 'node:path';
import js from '@eslint/js';
import playwright from 'eslint-plugin-playwright';
import tseslint from 'typescript-eslint';

const ROOT = dirname(import.meta.dirname);

export default tseslint.config(
  { ignores: ['reports/out/', 'test-results/', 'node_modules/'] },
  js.configs.recommended,
  {
    // What runs before anything is installed is plain JavaScript.
    files: ['fixtures/command/*.mjs'],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // One program for all files; a project service, which is for editors, takes longer.
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: ROOT } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A rest without a member is how to leave that out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // There are no enums to look for (erasableSyntaxOnly), and looking takes seconds.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    // What a spec sends has to be the same when it is played again.
    files: ['specs/conformance/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'performance',
          'crypto',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'process',
        ],
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
      'no-restricted-imports': [
        'error',
        {
          name: '@playwright/test',
          message:
            'Take `test` from fixtures/test.ts, and `expect` from its fixtures: that one notes what is missed, and goes on.',
        },
      ],
    },
  },
  {
    files: ['specs/**/*.spec.ts'],
    ignores: ['specs/bench/**'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      'playwright/expect-expect': ['error', { assertFunctionPatterns: ['^expect', '^assert'] }],
      'playwright/no-conditional-in-test': 'off',
      'playwright/no-conditional-expect': 'off',
    },
  },
);

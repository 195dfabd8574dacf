import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { compileCache } from '../../fixtures/command/run-conformance.ts';

test('a run keeps compiled code next to the packages, where only who installs them writes', () => {
  const { NODE_COMPILE_CACHE: directory = '' } = compileCache({});
  expect(directory.endsWith('/node_modules/.cache/compile')).toBe(true);
  expect(existsSync(dirname(dirname(directory)))).toBe(true);
});

test('a cache of compiled code that somebody chose stays', () => {
  expect(compileCache({ NODE_COMPILE_CACHE: '/elsewhere' })).toEqual({
    NODE_COMPILE_CACHE: '/elsewhere',
  });
});

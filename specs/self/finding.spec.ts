import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { PreferenceSteps } from '../../fixtures/preferences/preference-scenario.ts';
import type { ShownPreferences } from '../../fixtures/preferences/shown-preferences.ts';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { judgeExchange } from '../../schema/requirements/judge.ts';
import { preferenceRequirements, requirementRows } from '../../schema/preferences/catalogue.ts';
import {
  gates,
  gatingFindings,
  type Level,
  openRequirements,
} from '../../schema/requirements/requirement.ts';

const contract = await loadContract('schema/alumio.openapi.yaml');
const operation = operationOf(contract, 'updateUserPreferences');

test('what only prose says gates in strict mode alone', () => {
  const levels: readonly Level[] = ['declared', 'implied', 'tentative'];
  expect(levels.map((level) => gates({ level }, false))).toEqual([true, true, false]);
  expect(levels.map((level) => gates({ level }, true))).toEqual([true, true, true]);
  const found = ['200-object-roles', 'update-is-saved'].map((requirement) => ({ requirement }));
  const rows = requirementRows(contract, operation);
  expect(gatingFindings(found, rows, false)).toEqual(found.slice(0, 1));
  expect(gatingFindings(found, rows, true)).toEqual(found);
});

test('requirements that remember do so for the session that they are opened for', () => {
  const requirements = preferenceRequirements(contract, operation);
  const ada = userOf('ada@example.com');
  const bob = userOf('bob@example.com');
  const one = openRequirements(requirements);
  expect(judgeExchange(one, ada).findings).toEqual([]);
  expect(judgeExchange(one, bob).findings).toMatchObject([{ requirement: 'identity-is-stable' }]);
  const other = openRequirements(requirements);
  expect(judgeExchange(other, bob).findings).toEqual([]);
});

test('an expectation for a requirement that does not exist is no TypeScript', () => {
  const expecting = (expectOf: PreferenceSteps['expect'], response: ShownPreferences): void => {
    expectOf(response, 'update-is-saved').toShow({});
    // @ts-expect-error -- no requirement has this id
    expectOf(response, 'update-is-savd').toShow({});
  };
  // The compiler has judged it: nothing is to be run.
  expect(expecting).toBeInstanceOf(Function);
});

test('the steps of a finding are at most ten files, and none comes twice', () => {
  const page = readFileSync('CONTRIBUTING.md', 'utf8');
  const [, walk = ''] = page.split('## How a finding comes about');
  const files = [...walk.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(5);
  expect(files.length).toBeLessThanOrEqual(10);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
});

function userOf(email: string): Exchange {
  const text = JSON.stringify({ message: 'a', object: { email, roles: [], preferences: {} } });
  const body = Buffer.from(text);
  return {
    case: {
      label: 'read',
      method: operation.method,
      path: operation.path,
      query: null,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from('{}'),
    },
    class: 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: {
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body,
      bodyLength: body.length,
    },
  };
}

import { expect, test } from '@playwright/test';
import { runContract } from '../../reports/commands/run-contract.ts';
import { runDrift } from '../../reports/commands/run-drift.ts';
import { runRequirements } from '../../reports/commands/run-requirements.ts';
import { loadContract } from '../../schema/contract/contract.ts';
import { hostFile } from './documents/host-file.ts';
import { HOSTS } from './documents/host.ts';

const OURS = 'updateUserPreferences';

test('an operation that is not there is told with those that are; one that is there twice, too', async ({}, testInfo) => {
  const twice = { set: { '#/paths/~1again': { put: { operationId: OURS, responses: {} } } } };
  await expect(
    loadContract(await hostFile(twice, testInfo), { operations: [OURS] }),
  ).rejects.toThrow(
    /has two operations updateUserPreferences, at \/users\/preferences\/update and \/again/,
  );
  const { errorOutput } = await runContract(['--operation', 'getNothing'], {});
  expect(errorOutput).toContain('has no operation getNothing; it has: updateUserPreferences');
});

test('commands that send nothing work for any operation of a document', async ({}, testInfo) => {
  const [, edits] = HOSTS.at(-1) ?? ['', {}];
  const CONTRACT = await hostFile(edits, testInfo);
  const named = ['--operation', 'PUT /pets/{id}'];
  const contract = await runContract(named, { CONTRACT });
  expect([contract.exitCode, contract.output]).toEqual([
    0,
    expect.stringContaining('PUT /pets/{id}\n'),
  ]);
  const { exitCode, output } = await runRequirements(['--operation', 'putPet'], { CONTRACT });
  expect(exitCode).toBe(0);
  expect(output).toContain('A successful response has a declared status: 200.');
  expect(output).not.toContain('preferences');
  const drift = await runDrift([CONTRACT, ...named], { CONTRACT });
  expect([drift.exitCode, drift.output]).toEqual([0, expect.stringContaining('No change.')]);
  const broken = await runContract(['--operation', 'getSlips'], { CONTRACT });
  expect(broken.errorOutput).toMatch(/responses\/200\/\$ref: points at no-such-file\.yaml#\/Slip/);
});

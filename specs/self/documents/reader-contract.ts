import type { TestInfo } from '@playwright/test';
import type { Contract } from '../../../schema/contract/contract.ts';
import { childPointer } from '../../../schema/json/json-pointer.ts';
import { loadPreferencesContract } from '../../../schema/preferences/load-contract.ts';
import { SCHEMAS, type Edits } from '../drift-mutations/mutation.ts';
import { hostFile } from './host-file.ts';

export const SPACE_PARAMETER = { name: 'space', in: 'query', schema: { type: 'string' } };
const JSON_OF = (name: string) => ({
  'application/json': { schema: { $ref: `${SCHEMAS}/${name}` } },
});
const RESPONSES = {
  200: { description: 'User', content: JSON_OF('UserResponse') },
  default: { description: 'Unexpected error', content: JSON_OF('Error') },
};

/** An operation that reads, with what differs from `GET /users/current`. */
export function reading(differing: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    operationId: 'getCurrentUser',
    parameters: [SPACE_PARAMETER],
    responses: RESPONSES,
    ...differing,
  };
}

/** Edits of the pinned contract that declare GET operations, by path; those of `GET /users/current` by default. */
export function withReaders(
  readers: Readonly<Record<string, unknown>> = { '/users/current': reading() },
): Edits {
  const set = Object.entries(readers).map(
    ([path, get]) => [childPointer('#/paths', path), { get }] as const,
  );
  return { set: Object.fromEntries(set) };
}

/** Writes the pinned contract with operations that read to a file of a test, and gives its path. */
export function readerFile(
  testInfo: Pick<TestInfo, 'outputPath'>,
  edits: Edits = withReaders(),
): Promise<string> {
  return hostFile(edits, testInfo);
}

/** The same, loaded as a run loads it. */
export async function readerContract(testInfo: Pick<TestInfo, 'outputPath'>): Promise<Contract> {
  return loadPreferencesContract(await readerFile(testInfo), null);
}

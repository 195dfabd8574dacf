import { fileURLToPath } from 'node:url';
import {
  openSession,
  type OpenSession,
  type SessionParts,
} from '../../../fixtures/session/open-session.ts';
import { PREFERENCES } from '../../../fixtures/preferences/preference-subject.ts';
import { describeProblems, readSettings } from '../../../fixtures/settings/settings.ts';
import { loadContract, operationOf, type Contract } from '../../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../../schema/contract/pinned-contract.ts';
import { UPDATE_USER_PREFERENCES } from '../../../schema/preferences/operation-id.ts';
import { TurningClock } from '../transport/turning-clock.ts';
import type { Variables } from './judge-target.ts';

const pinned = loadContract(fileURLToPath(PINNED_CONTRACT));

/**
 * Opens a session of a target in this process, for claims that are asked one by one; of the pinned contract by default.
 * Nobody waits for a pause, unless another clock is given.
 *
 * @param parts what keeps a counterexample, what waits, what warns, and the record of the run, which its workers share
 */
export async function openTarget(
  baseUrl: string,
  variables: Variables = {},
  contract: Contract | null = null,
  parts: Partial<Pick<SessionParts, 'keep' | 'record' | 'clock' | 'warn'>> = {},
): Promise<OpenSession> {
  const { settings, problems } = readSettings({ TIMEOUT_MS: '1500', ...variables });
  if (settings === undefined) throw new Error(describeProblems(problems));
  const loaded = contract ?? (await pinned);
  return openSession({
    subject: PREFERENCES,
    settings,
    contract: loaded,
    operation: operationOf(loaded, UPDATE_USER_PREFERENCES),
    baseUrl,
    clock: new TurningClock(),
    keep: () => 'npm run replay -- FILE',
    ...parts,
  });
}

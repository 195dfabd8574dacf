import { fileURLToPath } from 'node:url';
import type { Clock } from '../../../fixtures/http/clock.ts';
import { recordInMemory } from '../../../fixtures/record/run-record.ts';
import { openSession, type OpenSession } from '../../../fixtures/session/open-session.ts';
import { PREFERENCES } from '../../../fixtures/preferences/preference-subject.ts';
import { describeProblems, readSettings } from '../../../fixtures/settings/settings.ts';
import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';
import { decide } from '../../../reports/verdict/verdict.ts';
import { loadContract, operationOf, type Contract } from '../../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../../schema/contract/pinned-contract.ts';
import { requirementRows } from '../../../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../../../schema/preferences/operation-id.ts';
import type { CollectedSpec } from '../../../fixtures/spec-collector.ts';
import { TurningClock } from '../transport/turning-clock.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';
import { CLAIMS, examine } from './claims.ts';

const pinned = loadContract(fileURLToPath(PINNED_CONTRACT));

/** Settings of a run in this process, as variables; two known spaces and short time limits by default. */
export type Variables = Readonly<Record<string, string>>;

/**
 * Runs claims, all by default, against a target in this process and decides, as a run does; by the pinned contract by
 * default.
 *
 * @param clock the machine's own for a target that goes by it; else nobody waits for a pause
 * @param workers `each` where each claim is asked by a worker of its own, as after tests that fail
 */
export async function judgeTarget(
  baseUrl: string,
  variables: Variables = {},
  claims: readonly CollectedSpec[] = CLAIMS,
  contract: Contract | null = null,
  clock: Clock = new TurningClock(),
  workers: 'one' | 'each' = 'one',
): Promise<ConformanceReport> {
  const env = { SPACES: 'one,two', TIMEOUT_MS: '1500', ...variables };
  const { settings, problems } = readSettings(env);
  if (settings === undefined) throw new Error(describeProblems(problems));
  const loaded = contract ?? (await pinned);
  const operation = operationOf(loaded, UPDATE_USER_PREFERENCES);
  const record = workers === 'each' ? { record: recordInMemory() } : {};
  const open = (): Promise<OpenSession> =>
    openSession({
      subject: PREFERENCES,
      settings,
      contract: loaded,
      operation,
      baseUrl,
      clock,
      keep: () => 'npm run replay -- FILE',
      ...record,
    });
  const started = Date.now();
  const evidences: Evidence[] = [];
  for (const some of workers === 'each' ? claims.map((claim) => [claim]) : [claims]) {
    evidences.push(...(await examineWith(await open(), some)));
  }
  const { title, version, sha256 } = loaded.document;
  return decide({
    facts: {
      suite: { name: 'self test', version: '0' },
      contract: { title, version, sha256 },
      operation: { id: operation.id, method: operation.method, path: operation.path },
      target: baseUrl,
      profile: settings.profile,
      seed: settings.seed,
      startedAt: new Date(started).toISOString(),
      durationMs: Date.now() - started,
      contractStrength: { tried: 0, caught: 0, untried: [], weaknesses: [] },
    },
    rows: requirementRows(loaded, operation),
    claims: claims.map(({ id }) => id),
    outcomes: evidences.map((evidence) => ({
      claim: evidence.claim,
      ran: true,
      evidence,
      errors: [],
    })),
    fromShards: false,
    observations: [],
    errors: [],
    interrupted: false,
    strict: settings.strict,
    baseline: [],
  });
}

/** What a worker learns of the target by claims, before it hands that on. */
async function examineWith(
  session: OpenSession,
  claims: readonly CollectedSpec[],
): Promise<readonly Evidence[]> {
  const evidences = await examine(session, claims).finally(() => session.close());
  session.handOn();
  return evidences;
}

/** Ids of the requirements that a report has findings for. */
export function tripped(report: ConformanceReport): readonly string[] {
  return report.requirements.filter(({ failures }) => failures.length > 0).map(({ id }) => id);
}

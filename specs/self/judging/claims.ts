import type { Claim } from '../../../fixtures/claims/claim.ts';
import type { Session } from '../../../fixtures/inquiry/session.ts';
import { ClaimRun, type Asked } from '../../../fixtures/session/claim-run.ts';
import { loadSpecs, runSpec, type CollectedSpec } from '../../../fixtures/spec-collector.ts';
import type { Evidence } from '../../../schema/evidence.ts';

/** A claim that this process can ask: a spec, or one that is not written as a spec yet. */
export type AnyClaim = CollectedSpec | Claim;

/** All claims in the order of a run: the control, then those of the other files by name. */
export const CLAIMS: readonly CollectedSpec[] = await loadSpecs();

/** The claim of a tag, without its @. */
export function claimNamed(id: string): CollectedSpec {
  const claim = CLAIMS.find((each) => each.id === id);
  if (claim === undefined) throw new Error(`No spec has the tag @${id}.`);
  return claim;
}

/** Asks one claim in this process, as a test of a run does. */
export async function askClaim(session: Session, claim: AnyClaim): Promise<Asked> {
  if ('body' in claim) return runSpec(session, claim);
  const run = new ClaimRun(session, claim.id);
  try {
    await run.begin();
    await run.guard(() => claim.ask(run.inquiry));
  } catch (error) {
    return run.end(error);
  }
  return run.end();
}

/** Asks claims, all by default, in this process, as a run does; without a control, nothing follows. */
export async function examine(
  session: Session,
  claims: readonly AnyClaim[] = CLAIMS,
): Promise<readonly Evidence[]> {
  const evidences: Evidence[] = [];
  for (const claim of claims) {
    const { evidence } = await askClaim(session, claim);
    evidences.push(evidence);
    if (claim.id === 'control' && evidence.troubles.length > 0) break;
  }
  return evidences;
}

import type { Session } from '../../../fixtures/session/session.ts';
import type { Asked } from '../../../fixtures/spec/claim-run.ts';
import { loadSpecs, runSpec, type CollectedSpec } from '../../../fixtures/spec-collector.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';

/** All claims in the order of a run: the control, then those of the other files by name. */
export const CLAIMS: readonly CollectedSpec[] = await loadSpecs();

/** The claim of a tag, without its @. */
export function claimNamed(id: string): CollectedSpec {
  const claim = CLAIMS.find((each) => each.id === id);
  if (claim === undefined) throw new Error(`No spec has the tag @${id}.`);
  return claim;
}

/** The claim of hazards, of those only whose names are given. */
export function hazardsOf(names: Iterable<string>): CollectedSpec {
  const wanted = new Set(names);
  const spec = claimNamed('hazards');
  return {
    ...spec,
    body: ({ hazards, ...fixtures }) =>
      spec.body({
        ...fixtures,
        hazards: {
          ...hazards,
          batches: (isWanted) =>
            hazards.batches((hazard) => wanted.has(hazard.name) && isWanted(hazard)),
        },
      }),
  };
}

/** Asks one claim in this process, as a test of a run does. */
export function askClaim(session: Session, claim: CollectedSpec): Promise<Asked> {
  return runSpec(session, claim);
}

/** Asks claims, all by default, in this process, as a run does; without a control, nothing follows. */
export async function examine(
  session: Session,
  claims: readonly CollectedSpec[] = CLAIMS,
): Promise<readonly Evidence[]> {
  const evidences: Evidence[] = [];
  for (const claim of claims) {
    const { evidence } = await askClaim(session, claim);
    evidences.push(evidence);
    if (claim.id === 'control' && evidence.errors.length > 0) break;
  }
  return evidences;
}

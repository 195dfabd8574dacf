import type { Mutant } from '../../fixtures/servers/mutants/mutant.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { openTarget } from '../self/judging/open-target.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import type { CollectedSpec } from '../../fixtures/spec-collector.ts';
import { askClaim, CLAIMS } from '../self/judging/claims.ts';

/** How one mutant fared against one profile. */
export interface Hunt {
  readonly mutant: Mutant;
  /** Requests and milliseconds until the first finding that the mutant stands for; null where none came. */
  readonly requests: number | null;
  readonly ms: number | null;
  readonly claims: readonly string[];
  /** Octets of the body of the smallest counterexample of the hazards claim. */
  readonly octets: number | null;
}

/** Hunts one mutant with claims, all by default, and a profile. */
export async function hunt(
  mutant: Mutant,
  profile: string,
  asked: readonly CollectedSpec[] = CLAIMS,
): Promise<Hunt> {
  const server = await startServer(mutant.behaviour);
  const session = await openTarget(server.url, {
    PROFILE: profile,
    SPACES: 'one,two',
    TIMEOUT_MS: '300',
  });
  const started = performance.now();
  const first: { requests: number | null; ms: number | null } = { requests: null, ms: null };
  const found = (): void => {
    first.requests ??= server.requests;
    first.ms ??= performance.now() - started;
  };
  const requirements = session.requirements.map((requirement) => ({
    ...requirement,
    judge: (exchange: Exchange) => {
      const judgement = requirement.judge(exchange);
      if (mutant.trips.includes(requirement.id) && judgement !== null && judgement.length > 0)
        found();
      return judgement;
    },
  }));
  const claims: string[] = [];
  let octets: number | null = null;
  for (const claim of asked) {
    const { evidence } = await askClaim({ ...session, requirements }, claim);
    const hits = evidence.findings.filter(({ requirement }) => mutant.trips.includes(requirement));
    if (hits.length === 0) continue;
    found();
    claims.push(claim.id);
    if (claim.id === 'hazards') octets = Math.min(...hits.map(({ request }) => request.bodyBytes));
  }
  await session.close();
  await server.close();
  return { mutant, ...first, claims, octets };
}

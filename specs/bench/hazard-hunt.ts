import type { CollectedSpec } from '../../fixtures/spec-collector.ts';
import type { Mutant } from '../../fixtures/servers/mutants/mutant.ts';
import { hazardMutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { askClaim, CLAIMS } from '../self/judging/claims.ts';
import { deletingNulls } from '../self/judging/store-ways.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, type Section } from './figures.ts';

const SHORT = 60;
const UP_TO_HAZARDS = CLAIMS.slice(0, CLAIMS.findIndex(({ id }) => id === 'hazards') + 1);

/** Requests until each mutant of a hazard is found in smoke, and the size of its counterexample. */
export async function hazardHunt(): Promise<Section> {
  const hunts: Hunt[] = [];
  for (const mutant of hazardMutants) {
    // Where null is stored, few names are tried.
    const deleting = { ...mutant, behaviour: deletingNulls(mutant.behaviour) };
    hunts.push(await hunt(deleting, 'smoke', UP_TO_HAZARDS));
  }
  const octets = hunts.flatMap((each) => each.octets ?? []);
  const short = octets.filter((size) => size <= SHORT).length;
  return {
    name: 'hazards',
    figures: [
      figureOf(
        'requests until found',
        'requests',
        hunts.flatMap(({ requests }) => requests ?? []),
      ),
      figureOf('body of the counterexample', 'bytes', octets),
      figureOf(`of at most ${SHORT} bytes`, `of ${octets.length} counterexamples`, [short]),
      figureOf('found', `servers of ${hunts.length}`, [octets.length]),
    ],
    tables: { found: foundTable(hunts) },
  };
}

function foundTable(hunts: readonly Hunt[]): string {
  const rows = hunts.map(
    ({ mutant, requests, octets }) =>
      `| ${mutant.hazard ?? ''} | ${mutant.name} | ${requests ?? 'not in smoke'} | ${octets ?? ''} |`,
  );
  return [
    '| hazard | server | requests until found | bytes of the body |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** How one mutant fared against one profile. */
interface Hunt {
  readonly mutant: Mutant;
  /** Requests and milliseconds until the first finding that the mutant stands for; null where none came. */
  readonly requests: number | null;
  readonly ms: number | null;
  readonly claims: readonly string[];
  /** Octets of the body of the smallest counterexample of the hazards claim. */
  readonly octets: number | null;
}

/** Hunts one mutant with claims and a profile. */
async function hunt(
  mutant: Mutant,
  profile: string,
  asked: readonly CollectedSpec[],
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

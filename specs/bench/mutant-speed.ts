import { askClaim } from '../../fixtures/claims/ask-claim.ts';
import { CLAIMS } from '../../fixtures/claims/claims.ts';
import type { Mutant } from '../../fixtures/mutants/mutant.ts';
import { mutants, semanticMutants } from '../../fixtures/mutants/mutants.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, type Section } from './figures.ts';

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

/**
 * Requests until the first finding of each mutant, and what each claim alone finds: in smoke of all mutants, in
 * default of those of what answers mean and of those that smoke misses.
 */
export async function mutantSpeed(): Promise<Section> {
  const smoke: Hunt[] = [];
  for (const mutant of mutants) smoke.push(await hunt(mutant, 'smoke'));
  const missed = smoke.filter(({ requests }) => requests === null).map(({ mutant }) => mutant);
  const longer: Hunt[] = [];
  for (const mutant of new Set([...semanticMutants, ...missed])) {
    longer.push(await hunt(mutant, 'default'));
  }
  const later = longer.filter(({ mutant }) => missed.includes(mutant));
  const found = smoke.flatMap(({ requests }) => requests ?? []);
  const early = found.filter((requests) => requests <= 60).length / mutants.length;
  const all = found.length + later.filter(({ requests }) => requests !== null).length;
  return {
    name: 'mutants',
    figures: [
      figureOf('requests until the first finding, smoke', 'requests', found),
      figureOf(
        'time until the first finding, smoke',
        'ms',
        smoke.flatMap(({ ms }) => ms ?? []),
      ),
      figureOf('found within 60 requests', 'of all', [early], {
        text: 'at least 0.95',
        met: (part) => part >= 0.95,
      }),
      figureOf('found in smoke', 'mutants', [found.length]),
      figureOf('found in smoke or default', `mutants of ${mutants.length}`, [all], {
        text: 'all',
        met: (count) => count === mutants.length,
      }),
    ],
    tables: {
      'what only one claim finds in smoke': uniqueTable(smoke),
      'what only one claim finds in default': uniqueTable(longer),
      hazards: hazardTable(smoke),
      'missed by smoke': later.map(missedLine).join('\n'),
    },
  };
}

async function hunt(mutant: Mutant, profile: string): Promise<Hunt> {
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
    judge: (...[exchange]: Parameters<typeof requirement.judge>) => {
      const judgement = requirement.judge(exchange);
      if (mutant.trips.includes(requirement.id) && judgement !== null && judgement.length > 0)
        found();
      return judgement;
    },
  }));
  const claims: string[] = [];
  let octets: number | null = null;
  for (const claim of CLAIMS) {
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

function uniqueTable(hunts: readonly Hunt[]): string {
  const rows = CLAIMS.map(({ id }) => {
    const finds = hunts.filter(({ claims }) => claims.includes(id));
    const alone = finds.filter(({ claims }) => claims.length === 1);
    const names = alone.slice(0, 4).map(({ mutant }) => mutant.name);
    return `| ${id} | ${finds.length} | ${alone.length} | ${names.join(', ')} |`;
  });
  return ['| claim | finds | alone | for example |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function hazardTable(hunts: readonly Hunt[]): string {
  const rows = hunts.flatMap(({ mutant, requests, octets }) =>
    mutant.hazard === undefined
      ? []
      : [`| ${mutant.hazard} | ${mutant.name} | ${requests ?? 'not in smoke'} | ${octets ?? ''} |`],
  );
  const head = [
    '| hazard | server | requests until found | bytes of the body |',
    '| --- | --- | --- | --- |',
  ];
  return [...head, ...rows].join('\n');
}

function missedLine({ mutant, requests }: Hunt): string {
  return `- ${mutant.name}: ${requests === null ? 'not found' : `request ${requests} of default`}`;
}

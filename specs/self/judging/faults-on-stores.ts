import { isDeepStrictEqual } from 'node:util';
import type { Mutant } from '../../../fixtures/servers/mutants/mutant.ts';
import type {
  Behaviour,
  Call,
  Deviation,
  Message,
} from '../../../fixtures/servers/reference/behaviour.ts';
import { answer } from '../../../fixtures/servers/reference/pipeline.ts';
import { PreferenceStore } from '../../../fixtures/servers/reference/preference-store.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../../fixtures/servers/reference/server.ts';
import type { CollectedSpec } from '../../../fixtures/spec-collector.ts';
import type { Contract } from '../../../schema/contract/contract.ts';
import type { ReportedFinding, RunError } from '../../../schema/requirements/evidence.ts';
import { CLAIMS, examine } from './claims.ts';
import { serverOf, type ConformingStore } from './conforming-stores.ts';
import type { Variables } from './judge-target.ts';
import { openTarget } from './open-target.ts';

/** A fault, and the store that has it. */
export interface FaultyStore {
  readonly mutant: Mutant;
  readonly store: ConformingStore;
  /** Whether the contract has an operation that reads. */
  readonly isRead: boolean;
  readonly seed: number;
}

/** What claims found of a fault on a store. */
export interface FaultJudged {
  /** What was found, but what strict mode holds against the store itself. */
  readonly findings: readonly ReportedFinding[];
  readonly isFound: boolean;
  /** Ids of requirements that were found to be broken and that the mutant's row does not name. */
  readonly foreign: readonly string[];
  /** How many responses differ from those of the same store without the fault; `null` where something was found. */
  readonly shown: number | null;
  /** The first of them, with what the store without the fault answers. */
  readonly first?: string;
  /** What cut claims short. */
  readonly limits: readonly RunError[];
  readonly requests: number;
}

/** Characters of a body that are printed. */
const MOST_PRINTED = 300;

const BEYOND_SMOKE = new Set<Mutant['needs']>(['sequence', 'default-profile']);

/**
 * Judges a store with a fault by claims, all by default, in strict mode, with the profile that the mutant needs.
 *
 * @param contract the pinned one where it is null; one that reads where the pair does
 */
export async function judgeFault(
  { mutant, store, seed }: FaultyStore,
  contract: Contract | null,
  claims: readonly CollectedSpec[] = CLAIMS,
): Promise<FaultJudged> {
  const shown = new ShownResponses();
  const server = await startServer(shown.of(serverOf(store, mutant.behaviour)));
  const variables: Variables = {
    ...(BEYOND_SMOKE.has(mutant.needs) ? { PROFILE: 'default', RUNS: '40' } : { PROFILE: 'smoke' }),
    STRICT: '1',
    PROBE_METHODS: '1',
    SPACES: 'one,two',
    SEED: `${seed}`,
    TIMEOUT_MS: mutant.trips.includes('answer-is-whole') ? '500' : '8000',
  };
  const session = await openTarget(server.url, variables, contract);
  const evidences = await examine(session, claims).finally(async () => {
    await session.close();
    await server.close();
  });
  const findings = distinct(evidences.flatMap((evidence) => evidence.findings)).filter(
    ({ requirement }) => !isOfStore(store, requirement),
  );
  const isFound = findings.length > 0;
  return {
    findings,
    isFound,
    foreign: foreignIn(findings, mutant, store),
    ...(isFound ? { shown: null } : await shown.against(serverOf(store))),
    limits: evidences.flatMap(({ limits, errors }) => [...limits, ...errors]),
    requests: server.requests,
  };
}

function foreignIn(
  findings: readonly ReportedFinding[],
  { trips, also = [] }: Mutant,
  { shows }: ConformingStore,
): readonly string[] {
  const known = new Set([...trips, ...also]);
  // What a response does not show is told by what reads.
  if (shows !== 'all' && known.has('sent-keys-are-returned')) known.add('update-is-saved');
  const ids = new Set(findings.map(({ requirement }) => requirement));
  // What reads owes the same as what updates, under an id of its own.
  return [...ids].filter((id) => !known.has(id) && !known.has(id.replace(/^read-/, '')));
}

/** Whether a store that shows nothing breaks a requirement of the strict mode by itself. */
function isOfStore({ shows }: ConformingStore, id: string): boolean {
  return shows === 'nothing' && id === '200-has-preferences';
}

function distinct(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return [...new Map(findings.map((each) => [each.signature, each])).values()];
}

/** The calls that a server got, in their order, and what it answered. */
class ShownResponses {
  readonly #calls: Call[] = [];
  readonly #messages = new Map<Call, Message>();

  /** The same server, noting. */
  of(deviation: Deviation): Deviation {
    return () => {
      const own = typeof deviation === 'function' ? deviation() : deviation;
      const { intercept, write } = { ...referenceBehaviour, ...own };
      return {
        ...own,
        intercept: (call) => {
          this.#calls.push(call);
          return intercept(call);
        },
        write: (response, message, call) => {
          this.#messages.set(call, message);
          write(response, message, call);
        },
      };
    };
  }

  /** How many responses another server gives otherwise when it gets the same calls one after another. */
  async against(other: Deviation): Promise<Pick<FaultJudged, 'shown' | 'first'>> {
    const own = typeof other === 'function' ? other() : other;
    const behaviour: Behaviour = { ...referenceBehaviour, ...own };
    const store = new PreferenceStore();
    const different: string[] = [];
    for (const call of this.#calls) {
      const wanted = await answer({ ...call, store, behaviour });
      const message = this.#messages.get(call);
      if (message !== undefined && areAlike(message, wanted)) continue;
      const [was, would] = [message, wanted].map(textOf);
      const request = call.body.toString().slice(0, MOST_PRINTED);
      different.push(`${call.method} ${call.target} ${request} gives ${was}, not ${would}`);
    }
    const [first] = different;
    return { shown: different.length, ...(first !== undefined && { first }) };
  }
}

function textOf(message: Message | undefined): string {
  if (message === undefined) return 'no response';
  return `${message.status} ${message.content.toString().slice(0, MOST_PRINTED)}`;
}

/** Whether two messages say the same; the order of members is not compared. */
function areAlike(one: Message, other: Message): boolean {
  const parts = [one, other].map(({ status, headers, content }) => ({
    status,
    headers,
    content: partsOf(content),
  }));
  return isDeepStrictEqual(parts[0], parts[1]);
}

function partsOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return content.toString('latin1');
  }
}

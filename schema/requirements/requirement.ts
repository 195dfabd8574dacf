import type { Exchange } from '../http/exchange.ts';
import type { Finding } from './finding.ts';
import type { Violation } from '../contract/violations.ts';

/**
 * Where the authority of a requirement comes from.
 *
 * - `declared`: a keyword of the contract; gates
 * - `implied`: OpenAPI 3.1 or an RFC, by section; gates
 * - `tentative`: the contract's prose only; a warning that gates in strict mode
 */
export type Level = 'declared' | 'implied' | 'tentative';

/** Where a requirement is written down. */
export interface Source {
  /** JSON pointer into the contract as a URI fragment (`#/components/...`), or an RFC section (`RFC 9110 15.5.2`). */
  readonly ref: string;
  /** The clause itself, quoted; for schemas the canonical JSON of what they ask of values. */
  readonly quote: string;
}

/**
 * What one exchange says of one requirement: `null` when it does not exercise it,
 * an empty list when it keeps it, violations when it breaks it.
 */
export type Judgement = readonly Violation[] | null;

/** What the catalogue, the reports and the baseline know of a requirement. Plain data. */
export interface RequirementRow {
  /** Mnemonic slug, stable over releases. */
  readonly id: string;
  readonly level: Level;
  /** One sentence in the present tense: `A 401 carries WWW-Authenticate.` */
  readonly statement: string;
  readonly source: Source;
  /**
   * For requirements that only bind when something occurs (`a 401`): what must occur.
   * Without evidence such a requirement is not-applicable, any other is unverified.
   */
  readonly condition?: string;
  /** What a target may not show, so that nothing exercises it, in one sentence; told where it is unverified. */
  readonly unseenWhere?: string;
  /** The setting without which nothing is sent that could exercise it, with an example: `SPACES=one,two`. */
  readonly optIn?: `${OptIn}=${string}`;
}

/** Settings that decide whether something is asked at all. */
export type OptIn = 'SPACES' | 'PROFILE' | 'PROBE_IDENTITY' | 'PROBE_METHODS';

/** What an exchange says of a requirement. */
export type Judge = (exchange: Exchange) => Judgement;

/** A judge that remembers. */
export interface RememberingJudge {
  /** Remembers the exchanges that it is asked about, in their order. */
  readonly judge: Judge;
  /** Takes note of an exchange that is held against nobody: what the suite stored is taken back by it. */
  readonly note?: (exchange: Exchange) => void;
}

/** How the exchanges of a requirement are judged. */
interface Judged extends RequirementRow {
  /** It compares a response with its request, so no other update may be in flight. */
  readonly ordered?: true;
  /**
   * It judges what the last sender writes (framing, content coding), so it says nothing of the target where a proxy
   * has forwarded the response. Its condition says so.
   */
  readonly ofLastHop?: true;
}

/** A requirement that a single exchange decides: its judge is a pure function of that exchange. */
export interface Requirement extends Judged {
  readonly judge: Judge;
}

/** A requirement that holds an exchange against those before it. */
export interface RememberingRequirement extends Judged {
  /**
   * Begins a memory.
   *
   * @param goesOn whether there were others before, of which it knows nothing
   */
  readonly open: (goesOn: boolean) => RememberingJudge;
}

/** A requirement as a session judges by it; its judge may remember what the session has seen. */
export type OpenRequirement = Judged & RememberingJudge;

/**
 * Opens requirements for a session.
 *
 * @param goesOn whether it goes on where another one ended
 */
export function openRequirements(
  requirements: readonly (Requirement | RememberingRequirement)[],
  goesOn = false,
): readonly OpenRequirement[] {
  return requirements.map((each) => ('open' in each ? { ...each, ...each.open(goesOn) } : each));
}

/** Whether a finding of a requirement makes a run nonconformant: what only prose says gates in strict mode alone. */
export function gates({ level }: Pick<RequirementRow, 'level'>, isStrict: boolean): boolean {
  return isStrict || level !== 'tentative';
}

/** Those of some findings whose requirement gates. */
export function gatingFindings<F extends Pick<Finding, 'requirement'>>(
  findings: readonly F[],
  rows: readonly RequirementRow[],
  isStrict: boolean,
): readonly F[] {
  const ids = new Set(rows.filter((row) => gates(row, isStrict)).map(({ id }) => id));
  return findings.filter(({ requirement }) => ids.has(requirement));
}

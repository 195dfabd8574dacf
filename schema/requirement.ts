import type { Exchange } from './exchange.ts';

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
  /** The clause itself, quoted; for schemas the canonical JSON of the keyword. */
  readonly quote: string;
}

/** One way in which an answer breaks a requirement. */
export interface Finding {
  /** Where in the contract or the RFC: the pointer of the failing keyword, else the requirement's source. */
  readonly clause: string;
  /** JSON pointer into the answer's body, `''` for the whole, `status`, or a header such as `header Content-Type`. */
  readonly where: string;
  /** What stands for `where` in the signature; by default `where` without indices. */
  readonly place?: string;
  readonly expected: string;
  readonly actual: string;
  /** A known transformation (`truncated at 255`), when the finding can name one; part of the signature. */
  readonly label?: string;
  /** How many more places of the answer break it in the same way. */
  readonly more?: number;
}

/**
 * What one exchange says of one requirement: `null` when it does not exercise it,
 * an empty list when it keeps it, findings when it breaks it.
 */
export type Judgement = readonly Finding[] | null;

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
  /** The setting without which nothing is sent that could exercise it, with an example: `SPACES=one,two`. */
  readonly optIn?: `${OptIn}=${string}`;
}

/** Settings that decide whether something is asked at all. */
export type OptIn = 'SPACES' | 'PROFILE' | 'PROBE_IDENTITY' | 'PROBE_METHODS';

/** A requirement that a single exchange can decide. */
export interface Requirement extends RequirementRow {
  /** It compares an answer with its request, so no other update may be in flight. */
  readonly ordered?: true;
  /**
   * It judges what the last sender writes (framing, content coding), so it says nothing of the target where a proxy
   * has forwarded the answer. Its condition says so.
   */
  readonly ofLastHop?: true;
  readonly judge: (exchange: Exchange) => Judgement;
}

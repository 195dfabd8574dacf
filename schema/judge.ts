import type { Exchange } from './exchange.ts';
import { withoutIndices } from './json-pointer.ts';
import type { Finding, Requirement } from './requirement.ts';

/** A finding with the requirement it breaks and what makes it the same finding elsewhere. */
export interface SignedFinding extends Finding {
  readonly requirement: string;
  readonly status: number | null;
  readonly signature: string;
}

/** An exchange with what it says of the requirements. */
export interface JudgedExchange {
  readonly exchange: Exchange;
  /** Ids of the requirements that it exercised, kept or broken. */
  readonly exercised: readonly string[];
  /** One for each signature; how many places break a requirement in the same way is its `more`. */
  readonly findings: readonly SignedFinding[];
}

/** Judges one exchange against requirements. Never throws for what the answer holds. */
export function judgeExchange(
  requirements: readonly Requirement[],
  exchange: Exchange,
): JudgedExchange {
  const exercised: string[] = [];
  const findings = new Map<string, SignedFinding>();
  const isForwarded = exchange.forwardedBy !== undefined;
  for (const requirement of requirements) {
    if (isForwarded && requirement.ofLastHop === true) continue;
    const judgement = requirement.judge(exchange);
    if (judgement === null) continue;
    exercised.push(requirement.id);
    for (const finding of judgement) add(findings, sign(requirement.id, exchange, finding));
  }
  return { exchange, exercised, findings: [...findings.values()] };
}

/** Adds a finding, or counts it with the one that has its signature. */
function add(findings: Map<string, SignedFinding>, finding: SignedFinding): void {
  const known = findings.get(finding.signature);
  if (known === undefined) {
    findings.set(finding.signature, finding);
    return;
  }
  const more = (known.more ?? 0) + 1 + (finding.more ?? 0);
  findings.set(finding.signature, { ...known, more });
}

/** Gives a finding its signature: requirement, status, clause, place, and label. */
export function sign(requirement: string, exchange: Exchange, finding: Finding): SignedFinding {
  const status = exchange.answer?.status ?? null;
  const parts = [
    requirement,
    status ?? 'no answer',
    finding.clause,
    finding.place ?? withoutIndices(finding.where),
    finding.label,
  ];
  const signature = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return { ...finding, requirement, status, signature };
}

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
  readonly findings: readonly SignedFinding[];
}

/** Judges one exchange against requirements. Never throws for what the answer holds. */
export function judgeExchange(
  requirements: readonly Requirement[],
  exchange: Exchange,
): JudgedExchange {
  const exercised: string[] = [];
  const findings: SignedFinding[] = [];
  for (const requirement of requirements) {
    const judgement = requirement.judge(exchange);
    if (judgement === null) continue;
    exercised.push(requirement.id);
    for (const finding of judgement) findings.push(sign(requirement.id, exchange, finding));
  }
  return { exchange, exercised, findings };
}

/** Gives a finding its signature: requirement, status, clause, where without indices, and label. */
export function sign(requirement: string, exchange: Exchange, finding: Finding): SignedFinding {
  const status = exchange.answer?.status ?? null;
  const parts = [
    requirement,
    status ?? 'no answer',
    finding.clause,
    withoutIndices(finding.where),
    finding.label,
  ];
  const signature = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return { ...finding, requirement, status, signature };
}

import { describeValue } from '../describe-value.ts';
import type { Exchange } from '../exchange.ts';
import { equal as jsonEqual } from '../json-equality.ts';
import type { Operation } from '../operation.ts';
import type { Finding, Judgement, Requirement } from '../requirement.ts';
import { returnedPreferences, sentPreferences } from './preferences-of.ts';
import { absence, transformation } from './transformation.ts';

const WHERE = '/object/preferences/*';

/**
 * A 200 answers with the preferences as updated: each sent key comes back with an equal value. Remembers what
 * was sent before, to tell a stale answer; make it anew for each run.
 */
export function sentKeysRequirement(operation: Operation): Requirement {
  const ref = `${operation.pointer}/responses/200/description`;
  const quote = 'User response with updated preferences';
  const before = new Map<string, unknown>();
  return {
    id: 'sent-keys-are-returned',
    level: 'tentative',
    ordered: true,
    statement: 'A 200 shows each sent preference with an equal value.',
    source: { ref, quote },
    judge: (exchange) => judge(exchange, ref, before),
  };
}

function judge(exchange: Exchange, clause: string, before: Map<string, unknown>): Judgement {
  if (exchange.class !== 'valid') return null;
  const sent = sentPreferences(exchange.case);
  const returned = returnedPreferences(exchange);
  if (sent === null || returned === null || Object.keys(sent).length === 0) return null;
  return Object.entries(sent).flatMap(([key, value]): Finding[] => {
    const place = `${JSON.stringify(key)}: `;
    const expected = place + describeValue(value);
    const memory = `${exchange.case.query ?? ''} ${key}`;
    const stale = before.has(memory) && jsonEqual(before.get(memory), returned[key]);
    before.set(memory, value);
    if (!Object.hasOwn(returned, key)) {
      const deleted = value === null;
      const label = absence(key, value, returned, sent);
      return deleted ? [] : [{ clause, where: WHERE, expected, actual: `${place}absent`, label }];
    }
    if (jsonEqual(value, returned[key])) return [];
    const label = stale ? 'stale' : transformation(value, returned[key]);
    const actual = place + describeValue(returned[key]);
    return [{ clause, where: WHERE, expected, actual, label }];
  });
}

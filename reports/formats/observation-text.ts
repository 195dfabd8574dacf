import type { Observation } from '../../schema/requirements/evidence.ts';
import { countOf } from './quantity.ts';

/** An observation in words, with how often it was seen and an example where it has them. */
export function observationText({ statement, data }: Observation): string {
  const { seen, example } = data ?? {};
  if (typeof seen !== 'number') return statement;
  const such = typeof example === 'string' ? `, such as ${example}` : '';
  return `${statement} Seen ${countOf(seen, 'time')}${such}.`;
}

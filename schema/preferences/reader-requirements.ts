import type { Contract } from '../contract/contract.ts';
import { markedText } from '../json/describe-value.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Operation } from '../contract/operation.ts';
import type {
  Judge,
  Judgement,
  RememberingRequirement,
  Requirement,
} from '../requirements/requirement.ts';
import { responseShapeRequirements } from '../requirements/response-shape.ts';
import { statusRequirements } from '../requirements/status.ts';
import { WIRE_REQUIREMENTS } from '../requirements/wire.ts';
import { userOf } from './preferences-of.ts';

/** Before the ids of the operation that reads: no id of another operation begins with it. */
const PREFIX = 'read-';
const LONGEST_ADDRESS = 100;

/**
 * What the responses of the operation that reads are judged by: its own declarations and the RFCs. None of it has to
 * occur, for a server may let nobody read.
 *
 * @param reader with the responses that the contract declares for it; none where it does not declare it
 */
export function readerRequirements(contract: Contract, reader: Operation): readonly Requirement[] {
  const isDeclared = reader.responses.length > 0;
  const status = statusRequirements(reader);
  const all = [
    ...responseShapeRequirements(contract, reader),
    ...(isDeclared ? status : status.filter(({ level }) => level !== 'declared')),
    ...WIRE_REQUIREMENTS,
  ];
  return all.map((requirement) => asReading(reader, requirement));
}

function asReading(reader: Operation, requirement: Requirement): Requirement {
  const { id, statement, condition } = requirement;
  const name = `${reader.method} ${reader.path}`;
  const reading = `reading with ${name}`;
  return {
    ...requirement,
    id: PREFIX + id,
    statement: `${name}: ${statement}`,
    condition: condition === undefined ? reading : `${condition}, ${reading}`,
  };
}

/**
 * The operation that reads shows the user whose preferences are updated: another address is another user. It remembers
 * the one that updates show.
 *
 * @param isRead tells the exchanges of the operation that reads
 */
export function sameUserRequirement(
  reader: Operation,
  isRead: (exchange: Exchange) => boolean,
): RememberingRequirement {
  return {
    id: `${PREFIX}shows-same-user`,
    level: 'tentative',
    statement: `${reader.method} ${reader.path} shows the user whose preferences are updated.`,
    source: { ref: reader.pointer, quote: reader.description },
    condition: `reading with ${reader.method} ${reader.path}`,
    open: () => {
      const updated = new Map<string, string>();
      const judge: Judge = (exchange) => {
        const email = userOf(exchange)?.email;
        const query = exchange.case.query ?? '';
        if (typeof email !== 'string') return null;
        if (isRead(exchange)) return sameUser(reader, updated.get(query), email);
        if (!updated.has(query)) updated.set(query, email);
        return null;
      };
      return { judge };
    },
  };
}

function sameUser(reader: Operation, expected: string | undefined, email: string): Judgement {
  if (expected === undefined) return null;
  if (expected === email) return [];
  return [
    {
      clause: reader.pointer,
      where: '/object/email',
      expected: markedText(expected, LONGEST_ADDRESS),
      actual: markedText(email, LONGEST_ADDRESS),
    },
  ];
}

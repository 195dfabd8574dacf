import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { Requirement } from './requirement.ts';
import { acceptanceRequirements } from './acceptance.ts';
import { responseShapeRequirements } from './response-shape.ts';
import { statusRequirements } from './status.ts';
import { WIRE_REQUIREMENTS } from './wire.ts';

/**
 * The requirements that any operation of a contract has, derived from its declarations and the RFCs,
 * in the order of reports. Ids are unique.
 */
export function requirementsOf(contract: Contract, operation: Operation): readonly Requirement[] {
  return [
    ...responseShapeRequirements(contract, operation),
    ...statusRequirements(operation),
    ...WIRE_REQUIREMENTS,
    ...acceptanceRequirements(operation),
  ];
}

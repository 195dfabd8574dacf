import type { CaseClass } from '../http/exchange.ts';

/** Why a case is not valid: its class, and a slug that says what of it (`media-type-undeclared`). */
export interface CaseFault {
  readonly class: Exclude<CaseClass, 'valid'>;
  readonly reason: string;
}

/** Whether the contract's own validator accepts a body of a declared media type (as the contract writes it). */
export type BodyValidator = (mediaType: string, value: unknown) => boolean;

import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Finding } from './finding.ts';
import type { Operation } from '../contract/operation.ts';
import type { RememberingRequirement, Requirement, RequirementRow } from './requirement.ts';

/** What a subject is held to: the half of it that sends nothing. */
export interface SubjectRules {
  /** The operation that is tested, by its `operationId`. */
  readonly operationId: string;
  /** Before the names of all that the suite saves: keeps them apart from what the user has. */
  readonly prefix: string;
  /**
   * Loads what the operation reaches in a document, and the operation that reads what it saves.
   *
   * @param readOperation the operation to read with; `null` for the only one that fits, if there is one
   * @throws ContractError when it cannot be used
   */
  readonly load: (file: string, readOperation: string | null) => Promise<Contract>;
  /** What single exchanges are judged by, one after another. */
  readonly requirements: (
    contract: Contract,
    operation: Operation,
  ) => readonly (Requirement | RememberingRequirement)[];
  /**
   * All requirements, those that take several exchanges included, in the order of reports; of any other operation of the
   * contract, those that hold for every operation.
   */
  readonly rows: (contract: Contract, operation: Operation) => readonly RequirementRow[];
  /**
   * Whether exchanges can show that a requirement is broken, because they hold what it is about.
   *
   * @param exchanges in order; the last one shows the finding
   */
  readonly canShow: (requirement: string, exchanges: readonly Exchange[]) => boolean;
  /** Whether two findings are one fault, which takes another form over another store. */
  readonly isAlike: (one: Finding, other: Finding) => boolean;
}

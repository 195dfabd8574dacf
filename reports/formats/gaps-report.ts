import type { DocumentProblem } from '../../schema/contract/contract-error.ts';
import { type Contract, loadContract, operationOf } from '../../schema/contract/contract.ts';
import { deepNesting } from '../../schema/contract/deep-nesting.ts';
import { documentProblems } from '../../schema/contract/document-problems.ts';
import type { ContractDocument } from '../../schema/contract/document.ts';
import type { Operation } from '../../schema/contract/operation.ts';
import { parsedDocument, readBytes } from '../../schema/contract/parsed-document.ts';
import { schemaNotes } from '../../schema/contract/schema-notes.ts';
import { contractGaps } from '../../schema/gaps/contract-gaps.ts';
import { responsesUnderTest } from '../../schema/gaps/response-under-test.ts';
import type { ReportedGaps } from './conformance-report.ts';

/** What is odd in a document, and stops nobody. */
interface DocumentOddities {
  /** Keywords and formats that say nothing, in what the operation reaches. */
  readonly notes: readonly DocumentProblem[];
  /** What is wrong in the rest of the document. */
  readonly elsewhere: readonly DocumentProblem[];
}

/** What one operation's schemas catch. */
export interface OperationGaps extends ReportedGaps {
  readonly id: string;
  /** `PUT /users/preferences/update`. */
  readonly name: string;
}

/** What a contract is able to catch, before anything is sent. */
export interface GapsReport extends DocumentOddities {
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string };
  readonly operations: readonly OperationGaps[];
}

/**
 * Tries an operation of the contract in a file against wrong responses, and looks the whole document over.
 *
 * @param id `operationId`, or method and path
 * @throws ContractError when the file, or what the operation reaches, cannot be used
 */
export async function gapsReport(file: string, id: string): Promise<GapsReport> {
  const contract = await loadContract(file, { operations: [id] });
  const operation = operationOf(contract, id);
  const { title, version, sha256 } = contract.document;
  const name = `${operation.method} ${operation.path}`;
  return {
    contract: { title, version, sha256 },
    operations: [{ id: operation.id, name, ...gapsOf(contract, operation) }],
    ...(await oddities(contract.document)),
  };
}

/** Tries one operation's schemas against wrong responses. */
export function gapsOf(contract: Contract, operation: Operation): ReportedGaps {
  const responses = responsesUnderTest(contract, operation);
  const { tried, caught, untried, weaknesses } = contractGaps(responses);
  return { tried, caught, untried, weaknesses };
}

/**
 * Looks at a whole document, of which an operation was loaded.
 * @throws ContractError when the file can no longer be read
 */
async function oddities({ file, notes }: ContractDocument): Promise<DocumentOddities> {
  const { document } = await parsedDocument(await readBytes(file));
  const all = oddIn(document);
  const known = new Set(notes.map(({ pointer }) => pointer));
  return { notes, elsewhere: all.filter(({ pointer }) => !known.has(pointer)) };
}

/** All that is odd in a document; where it nests too deep to be looked over, that. */
function oddIn(document: Readonly<Record<string, unknown>>): readonly DocumentProblem[] {
  try {
    return [...documentProblems(document), ...schemaNotes(document)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [deepNesting(document)];
  }
}

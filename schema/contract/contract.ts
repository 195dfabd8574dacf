import { ContractError } from './contract-error.ts';
import { loadDocument, type ContractDocument, type LoadingOptions } from './document.ts';
import type { MediaTypeContent, Operation } from './operation.ts';
import { nameOf, type OperationAddress } from './operation-address.ts';
import { readOperations } from './read-operation.ts';
import { createValidators, type Validators } from './validators.ts';

/** A loaded contract: what its operations reach, and the validators of that. */
export interface Contract {
  readonly document: ContractDocument;
  readonly operations: readonly Operation[];
  /** The operation that shows what another saves; `null` where none was looked for, or taken. */
  readonly reader: Operation | null;
  readonly validators: Validators;
}

/**
 * Loads operations of a contract; their validators are compiled on first use. One that reads and that nobody named is
 * left out, with a note, where it cannot be used.
 *
 * @param file path of an OpenAPI 3.1 document
 * @throws ContractError with file and pointer when the document, or what the operations reach, cannot be used
 */
export async function loadContract(file: string, options?: LoadingOptions): Promise<Contract> {
  const { reading } = options ?? {};
  if (reading?.named !== null) return loadWhole(file, options);
  try {
    return await loadWhole(file, options);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    // What nobody named does not stop a run: the suite reads as without it.
    const alone = await loadWhole(file, { ...options, reading: null });
    const problem = `is wrong in what an operation that reads reaches, which is not taken (${error.message})`;
    const notes = [...alone.document.notes, { pointer: error.pointer, problem }];
    return { ...alone, document: { ...alone.document, notes } };
  }
}

async function loadWhole(file: string, options?: LoadingOptions): Promise<Contract> {
  const contract = contractOf(await loadDocument(file, options));
  if (contract.reader !== null) compile(contract, contract.reader);
  return contract;
}

/** Makes the contract of a loaded document. */
export function contractOf(document: ContractDocument): Contract {
  const validators = createValidators(document);
  const operations = readOperations(document.resolved, document.addresses, validators.locations);
  return { document, operations, reader: readerIn(document, operations), validators };
}

function readerIn(
  { reading: { address, isDeclared } }: ContractDocument,
  operations: readonly Operation[],
): Operation | null {
  if (address === null) return null;
  if (!isDeclared) return undeclaredOperation(address);
  const isIt = ({ path, method }: Operation): boolean =>
    path === address.path && method === address.method.toUpperCase();
  return operations.find(isIt) ?? null;
}

/** An operation that a document does not declare promises nothing by it. */
function undeclaredOperation({ id, path, method }: OperationAddress): Operation {
  return {
    ...{ id, path, method: method.toUpperCase(), description: '' },
    ...{ parameters: [], requestBody: null, responses: [], pointer: '#/paths' },
  };
}

/**
 * The operation that an `operationId`, or a method with a path, names, with its validators compiled.
 * @throws ContractError when none was loaded, or one of its schemas cannot be compiled
 */
export function operationOf(contract: Contract, id: string): Operation {
  const operation = contract.operations.find(
    (candidate) => candidate.id === id || nameOf(candidate) === id,
  );
  if (operation === undefined) {
    const known = contract.operations.map((candidate) => candidate.id).join(', ') || 'none';
    throw new ContractError(
      contract.document.file,
      '#/paths',
      `has no operation ${id}; it has: ${known}`,
    );
  }
  compile(contract, operation);
  return operation;
}

function compile({ validators }: Contract, operation: Operation): void {
  for (const content of contentsOf(operation)) validators.of(content);
}

function contentsOf(operation: Operation): readonly MediaTypeContent[] {
  const requests = operation.requestBody?.content ?? [];
  return [...requests, ...operation.responses.flatMap((response) => response.content)];
}

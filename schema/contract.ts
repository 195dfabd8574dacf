import { ContractError } from './contract-error.ts';
import { loadDocument, type ContractDocument, type LoadingOptions } from './document.ts';
import type { MediaTypeContent, Operation } from './operation.ts';
import { nameOf } from './operation-address.ts';
import { readOperations } from './read-operation.ts';
import { createValidators, type Validators } from './validators.ts';

/** A loaded contract: what its operations reach, and the validators of that. */
export interface Contract {
  readonly document: ContractDocument;
  readonly operations: readonly Operation[];
  readonly validators: Validators;
}

/**
 * Loads operations of a contract; their validators are compiled on first use.
 *
 * @param file path of an OpenAPI 3.1 document
 * @throws ContractError with file and pointer when the document, or what the operations reach, cannot be used
 */
export async function loadContract(file: string, options?: LoadingOptions): Promise<Contract> {
  return contractOf(await loadDocument(file, options));
}

/** Makes the contract of a loaded document. */
export function contractOf(document: ContractDocument): Contract {
  const validators = createValidators(document);
  const operations = readOperations(document.resolved, document.addresses, validators.locations);
  return { document, operations, validators };
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
  for (const content of contentsOf(operation)) contract.validators.of(content);
  return operation;
}

function contentsOf(operation: Operation): readonly MediaTypeContent[] {
  const requests = operation.requestBody?.content ?? [];
  return [...requests, ...operation.responses.flatMap((response) => response.content)];
}

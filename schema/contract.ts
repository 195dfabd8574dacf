import { ContractError } from './contract-error.ts';
import { loadDocument, type ContractDocument, type LoadingOptions } from './document.ts';
import type { MediaTypeContent, Operation } from './operation.ts';
import { readOperations } from './read-operation.ts';
import { createValidators, type Validators } from './validators.ts';

/** A loaded contract: its document, operations and validators. */
export interface Contract {
  readonly document: ContractDocument;
  readonly operations: readonly Operation[];
  readonly validators: Validators;
}

/**
 * Loads a contract and compiles the validators of all its operations.
 *
 * @param file path of an OpenAPI 3.1 document
 * @throws ContractError with file and pointer when the document cannot be used
 */
export async function loadContract(file: string, options?: LoadingOptions): Promise<Contract> {
  const document = await loadDocument(file, options);
  const validators = createValidators(document);
  const operations = readOperations(document.resolved, validators.locations);
  return { document, operations, validators };
}

/**
 * The operation with an `operationId`, with its validators compiled.
 * @throws ContractError when the contract has none, or one of its schemas cannot be compiled
 */
export function operationOf(contract: Contract, id: string): Operation {
  const operation = contract.operations.find((candidate) => candidate.id === id);
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

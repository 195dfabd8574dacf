import type { Contract } from '../contract/contract.ts';
import { nodeAt, rootNode, type DocumentNode } from '../contract/document-node.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import type { Operation } from '../contract/operation.ts';

/** One JSON content of a response, with all that is needed to try changes of it. */
export interface ResponseUnderTest {
  /** `200`, `4XX` or `default`. */
  readonly key: string;
  /** JSON pointer of the response. */
  readonly pointer: string;
  /** The schema in the document as written, `$ref` kept. */
  readonly schema: DocumentNode;
  /** Whether the contract's validators admit a value. */
  readonly admits: (value: unknown) => boolean;
}

/**
 * The JSON contents of an operation's responses.
 * @throws ContractError when one of their schemas cannot be compiled
 */
export function responsesUnderTest(
  contract: Contract,
  operation: Operation,
): readonly ResponseUnderTest[] {
  const root = rootNode(contract.document.source);
  return operation.responses.flatMap(({ key, pointer, content }) =>
    content
      .filter(({ mediaType }) => isJsonMediaType(mediaType))
      .map((json) => {
        const violations = contract.validators.of(json);
        const admits = (value: unknown): boolean => violations(value).length === 0;
        return { key, pointer, schema: nodeAt(root, json.pointer), admits };
      }),
  );
}

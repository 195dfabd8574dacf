import { isJsonObject } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import { IGNORED_PARAMETERS } from './openapi-grammar.ts';
import type { OperationAddress } from './operation-address.ts';
import type {
  JsonSchema,
  MediaTypeContent,
  Operation,
  Parameter,
  ResponseDeclaration,
} from './operation.ts';
import type { SchemaLocations } from './schema-locations.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads operations of a resolved OpenAPI 3.1 document.
 *
 * @param document Reference Objects replaced by what they refer to
 */
export function readOperations(
  document: Members,
  addresses: readonly OperationAddress[],
  locations: SchemaLocations,
): readonly Operation[] {
  return addresses.map((address) => readOperation(document, address, locations));
}

/** Reads one operation of such a document (OpenAPI 3.1.0, 4.8.10 Operation Object). */
export function readOperation(
  document: Members,
  { path, method }: Pick<OperationAddress, 'path' | 'method'>,
  locations: SchemaLocations,
): Operation {
  const item = membersOf(membersOf(document.paths)[path]);
  return new OperationReader(locations).operation(path, method, item);
}

class OperationReader {
  readonly #locations: SchemaLocations;

  constructor(locations: SchemaLocations) {
    this.#locations = locations;
  }

  operation(path: string, method: string, item: Members): Operation {
    const node = membersOf(item[method]);
    const pointer = [path, method].reduce<string>(childPointer, '#/paths');
    const id = node.operationId;
    return {
      id: typeof id === 'string' ? id : `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      description: textOf(node.description) || textOf(node.summary),
      parameters: this.#parameters(
        [...listOf(item.parameters), ...listOf(node.parameters)],
        pointer,
      ),
      requestBody: this.#requestBody(node.requestBody, childPointer(pointer, 'requestBody')),
      responses: Object.entries(membersOf(node.responses)).map(([key, response]) =>
        this.#response(key, response, childPointer(`${pointer}/responses`, key)),
      ),
      pointer,
    };
  }

  /**
   * Of one name and place the last counts: an operation's own parameter overrides its path's (OpenAPI 3.1.0, 4.8.10).
   */
  #parameters(nodes: readonly unknown[], pointer: string): readonly Parameter[] {
    const parameters = nodes.map((parameter, index) =>
      this.#parameter(membersOf(parameter), `${pointer}/parameters/${index}`),
    );
    const last = new Map(parameters.map((each) => [parameterKey(each), each]));
    return [...last].filter(([key]) => !IGNORED_PARAMETERS.has(key)).map(([, each]) => each);
  }

  #parameter(node: Members, fallback: string): Parameter {
    const place = textOf(node.in);
    return {
      name: textOf(node.name),
      in: place === 'header' || place === 'path' || place === 'cookie' ? place : 'query',
      required: node.required === true,
      schema: schemaOf(node.schema),
      pointer: this.#locations.pointerOf(node) ?? fallback,
    };
  }

  #requestBody(value: unknown, pointer: string): Operation['requestBody'] {
    if (!isJsonObject(value)) return null;
    return { required: value.required === true, content: this.#content(value, pointer), pointer };
  }

  #response(key: string, value: unknown, pointer: string): ResponseDeclaration {
    const node = membersOf(value);
    return {
      key,
      description: textOf(node.description),
      content: this.#content(node, pointer),
      pointer,
    };
  }

  #content(node: Members, pointer: string): readonly MediaTypeContent[] {
    return Object.entries(membersOf(node.content)).map(([mediaType, media]) => ({
      mediaType,
      schema: schemaOf(membersOf(media).schema),
      pointer: childPointer(childPointer(`${pointer}/content`, mediaType), 'schema'),
    }));
  }
}

/** What tells a parameter from others: its place and name. Names of header fields ignore case (OpenAPI 3.1.0, 4.8.12.1). */
export function parameterKey({ in: place, name }: Parameter): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

function schemaOf(value: unknown): JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value) ? value : true;
}

function membersOf(value: unknown): Members {
  return isJsonObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

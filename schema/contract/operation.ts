import { MIMEType } from 'whatwg-mimetype';
import { oncePer } from '../once-per.ts';

const essenceOf = oncePer(
  ({ mediaType }: MediaTypeContent) =>
    MIMEType.parse(mediaType)?.essence ?? mediaType.toLowerCase(),
);

/** A JSON Schema 2020-12 as plain JSON: an object or a boolean. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

/** One media type of a `content` map, with its schema and where that stands in the document. */
export interface MediaTypeContent {
  /** Media type as declared: `application/json`. */
  readonly mediaType: string;
  /** Dereferenced schema; subschemas may be shared by identity, and cyclic where the contract is. */
  readonly schema: JsonSchema;
  /** JSON pointer of the schema in the document: `#/paths/.../schema`. */
  readonly pointer: string;
}

/** A parameter of the operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly pointer: string;
}

/** A response of the operation. */
export interface ResponseDeclaration {
  /** `200`, `4XX` or `default`. */
  readonly key: string;
  readonly description: string;
  readonly content: readonly MediaTypeContent[];
  readonly pointer: string;
}

/** One method and path of the contract. */
export interface Operation {
  readonly id: string;
  /** Upper case: `PUT`. */
  readonly method: string;
  /** Path template: `/users/preferences/update`. */
  readonly path: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** `null` where the operation declares no request body. */
  readonly requestBody: {
    readonly required: boolean;
    readonly content: readonly MediaTypeContent[];
    readonly pointer: string;
  } | null;
  readonly responses: readonly ResponseDeclaration[];
  readonly pointer: string;
}

/** Whether a request is one of an operation. */
export function isRequestOf(
  operation: Pick<Operation, 'method' | 'path'> | null,
  { method, path }: { readonly method: string; readonly path: string },
): boolean {
  return operation?.method === method && operation.path === path;
}

/**
 * The response declaration that covers a status: the exact code, else its range (`4XX`), else `default`
 * (OpenAPI 3.1.0, 4.8.16 Responses Object).
 */
export function responseFor(operation: Operation, status: number): ResponseDeclaration | undefined {
  const range = `${String(Math.trunc(status / 100))}XX`;
  const keys = [String(status), range, 'default'];
  return keys
    .map((key) =>
      operation.responses.find((response) => response.key.toUpperCase() === key.toUpperCase()),
    )
    .find((response) => response !== undefined);
}

/** The declared content that covers a media type: exact before `type/*` before any (OpenAPI 3.1.0, 4.8.17). */
export function contentFor(
  response: ResponseDeclaration,
  mediaType: string | null,
): MediaTypeContent | undefined {
  if (mediaType === null) return undefined;
  const range = `${mediaType.split('/')[0] ?? ''}/*`;
  return [mediaType, range, '*/*']
    .map((wanted) => response.content.find((content) => essenceOf(content) === wanted))
    .find((content) => content !== undefined);
}

import type { Contract } from '../contract/contract.ts';
import { evaluatedKeywords } from './evaluated-keywords.ts';
import { isJsonObject } from '../json/json-value.ts';
import { childPointer, pointerTokens } from '../json/json-pointer.ts';
import { assertionLocations } from './assertion-locations.ts';
import { SchemaGraph } from './schema-graph.ts';
import { violatedLocations } from './violated-locations.ts';
import type { MediaTypeContent } from '../contract/operation.ts';
import type { SchemaLocations } from '../contract/schema-locations.ts';
import { rootOf } from '../contract/schema-root.ts';
import type { Validators } from '../contract/validators.ts';

/** Keyword locations that one case exercised, and those of them that it violated. */
export interface Covered {
  readonly exercised: ReadonlySet<string>;
  readonly violated: ReadonlySet<string>;
}

/** What values can show of the schema of one media type. */
export interface ContentCoverage {
  readonly exercisable: readonly string[];
  readonly violable: readonly string[];
  readonly of: (value: unknown) => Covered;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Makes the coverage of a content: a keyword is exercised where it was evaluated on a value that it says
 * something of, and violated where it is to blame for a refusal.
 *
 * @throws ContractError when the schema cannot be compiled
 */
export function contentCoverage(
  { document, validators }: Pick<Contract, 'document' | 'validators'>,
  content: MediaTypeContent,
): ContentCoverage {
  const evaluated = evaluatedKeywords(document, content);
  const { root = content.schema } = rootOf(document);
  const graph = new SchemaGraph(root);
  const errorsOf = validators.errorsOf(content);
  const start = { node: root, at: root === content.schema ? content.pointer : '#' };
  const canonical = (location: string): string => canonicalOf(location, start, validators);
  const violable = assertionLocations(content.schema, graph).map((each) =>
    canonical(each.location),
  );
  return {
    exercisable: [...new Set([...evaluated.all, ...violable])],
    violable: [...new Set(violable)],
    of: (value) => {
      const errors = errorsOf(value).filter(({ keyword }) => keyword !== 'unjudgeable');
      const exercised = evaluated.of(value);
      if (errors.length === 0) return { exercised, violated: NONE };
      const violated = new Set(violatedLocations(errors, graph).map(canonical));
      return { exercised: new Set([...exercised, ...violated]), violated };
    },
  };
}

interface Place {
  readonly node: unknown;
  readonly at: string;
}

/** A location below a place, told from the definition under `components` that it lies in. */
function canonicalOf(location: string, start: Place, { locations }: Validators): string {
  return pointerTokens(location).reduce<Place>(
    ({ node, at }, token) => {
      const child = isContainer(node) && Object.hasOwn(node, token) ? node[token] : undefined;
      return { node: child, at: nameOf(child, locations) ?? childPointer(at, token) };
    },
    { node: start.node, at: nameOf(start.node, locations) ?? start.at },
  ).at;
}

function nameOf(node: unknown, locations: SchemaLocations): string | undefined {
  return isContainer(node) ? locations.pointerOf(node) : undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value) || Array.isArray(value);
}

import { contentFault } from '../contract/case-content.ts';
import { queryFault } from '../contract/case-query.ts';
import type { Contract } from '../contract/contract.ts';
import type { Operation, Parameter } from '../contract/operation.ts';
import { contentCoverage, type ContentCoverage, type Covered } from '../generate/index.ts';
import type { Case } from '../http/exchange.ts';
import { childPointer } from '../json/json-pointer.ts';

/** What cases can show of the request side of an operation. */
export interface RequestCoverage {
  /** Keyword locations that a case can exercise: of the body's schemas, of parameters, of what is required. */
  readonly exercisable: readonly string[];
  /** Keyword locations that a case can violate. */
  readonly violable: readonly string[];
  /** What one case does. A body without a clear meaning (`undefined`, malformed) is held against no schema. */
  readonly of: (c: Case) => Covered;
}

/** Makes the request coverage of an operation. @throws ContractError when a schema cannot be compiled */
export function requestCoverage(
  contract: Pick<Contract, 'document' | 'validators'>,
  operation: Operation,
): RequestCoverage {
  const contents = new Map(
    (operation.requestBody?.content ?? []).map((content) => [
      content.mediaType,
      contentCoverage(contract, content),
    ]),
  );
  const parts = [...contents.values()];
  const demands = demandsOf(operation);
  const parameters = queryParameters(operation).map(typeLocation);
  return {
    exercisable: [...demands, ...parameters, ...parts.flatMap(({ exercisable }) => exercisable)],
    violable: [...demands, ...parts.flatMap(({ violable }) => violable)],
    of: (c) => {
      if (c.method !== operation.method) return NOTHING;
      const covered = [coveredQuery(operation, c), coveredBody(operation, c, contents)];
      return {
        exercised: new Set(covered.flatMap(({ exercised }) => [...exercised])),
        violated: new Set(covered.flatMap(({ violated }) => [...violated])),
      };
    },
  };
}

const NOTHING: Covered = { exercised: new Set(), violated: new Set() };

/** Where an operation requires something to be there: a body, a query parameter. */
function demandsOf(operation: Operation): readonly string[] {
  const parameters = queryParameters(operation).filter(({ required }) => required);
  return [...bodyDemand(operation), ...parameters.map(requiredLocation)];
}

function bodyDemand({ requestBody }: Operation): readonly string[] {
  return requestBody?.required === true ? [requiredLocation(requestBody)] : [];
}

function coveredBody(
  operation: Operation,
  c: Case,
  contents: ReadonlyMap<string, ContentCoverage>,
): Covered {
  let covered = NOTHING;
  const fault = contentFault(
    operation,
    (mediaType, value) => {
      covered = contents.get(mediaType)?.of(value) ?? NOTHING;
      return true;
    },
    c,
  );
  const demand = bodyDemand(operation);
  const isMissing = fault?.reason === 'content-missing';
  return {
    exercised: new Set([...demand, ...covered.exercised]),
    violated: isMissing ? new Set(demand) : covered.violated,
  };
}

/** A query that has no defined meaning exercises nothing; one that has is read as `queryFault` reads it. */
function coveredQuery(operation: Operation, c: Case): Covered {
  const fault = queryFault(operation.parameters, c.query);
  if (fault?.class === 'undefined') return NOTHING;
  const sent = new URLSearchParams(c.query ?? '');
  const parameters = queryParameters(operation);
  const required = parameters.filter((each) => each.required);
  const present = parameters.filter(({ name }) => sent.has(name));
  return {
    exercised: new Set([...required.map(requiredLocation), ...present.map(typeLocation)]),
    violated: new Set(required.filter(({ name }) => !sent.has(name)).map(requiredLocation)),
  };
}

function queryParameters({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'query');
}

function requiredLocation({ pointer }: { readonly pointer: string }): string {
  return childPointer(pointer, 'required');
}

/** Only parameters whose schema is a bare `type: string` are read, which each value satisfies. */
function typeLocation({ pointer }: Parameter): string {
  return `${pointer}/schema/type`;
}

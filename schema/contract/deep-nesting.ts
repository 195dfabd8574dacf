import { childPointer } from '../json/json-pointer.ts';
import { childrenOf, isJsonObject, nestsDeeper } from '../json/json-value.ts';
import { ContractError, type DocumentProblem } from './contract-error.ts';

/** Objects and lists within one another: of what nests deeper, validators cannot always be compiled. */
const DEEP = 400;
const TOO_DEEP = `nests too deep for a validator (more than ${DEEP} objects and lists within one another, references followed), or is nothing but a reference to itself: leave the innermost levels out of the document`;

/**
 * What to throw for an error that came up while a document was read: where the stack has ended, a ContractError that
 * says what nests too deep; else the error itself.
 *
 * @param file for the message: where the document was found
 */
export function deepNestingOr(error: unknown, file: string, document: unknown): unknown {
  return error instanceof RangeError ? tooDeep(file, deepNesting(document).pointer) : error;
}

/** That what stands at a pointer nests too deep. */
export function tooDeep(file: string, pointer: string): ContractError {
  return new ContractError(file, pointer, TOO_DEEP);
}

/** What of a document nests too deep: a component or a path, else the whole, where references add up to it. */
export function deepNesting(document: unknown): DocumentProblem {
  const { components, paths } = isJsonObject(document) ? document : {};
  const kinds = childrenOf(components).map(
    ([kind, members]) => [childPointer('#/components', kind), members] as const,
  );
  const places = [...kinds, ['#/paths', paths] as const].flatMap(([pointer, members]) =>
    childrenOf(members).map(([name, value]) => [childPointer(pointer, name), value] as const),
  );
  const [pointer] = places.find(([, value]) => nestsDeep(value)) ?? ['#'];
  return { pointer, problem: TOO_DEEP };
}

/** Whether a value nests so deep that it may be the reason why a stack has ended. */
export function nestsDeep(value: unknown): boolean {
  return nestsDeeper(value, DEEP);
}

import { isJsonObject } from './json-object.ts';

/** The constants of `anyOf` or `oneOf` branches that each state one; `null` where a branch states none. */
export function constantBranches(branches: unknown): readonly unknown[] | null {
  if (!Array.isArray(branches)) return null;
  const constants = branches.flatMap((branch: unknown) =>
    isJsonObject(branch) && Object.hasOwn(branch, 'const') ? [branch.const] : [],
  );
  return constants.length === branches.length ? constants : null;
}

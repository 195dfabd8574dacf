/**
 * Names that all claims use again, without the suite's prefix: where nothing can be deleted, each name that
 * was sent once stays.
 */
export const SHARED_NAMES: readonly string[] = [
  ...['first', 'true', 'zero', 'empty', 'on', 'text', 'case', 'digits'],
  ...['null', 'map', 'list', 'order', 'count', 'flag', 'theme', 'locale'],
];

/** So many other names without any meaning, for what is a matter of their number. */
export function plainNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `quota_${index + 1}`);
}

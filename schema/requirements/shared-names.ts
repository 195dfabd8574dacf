/**
 * Names that all claims use again, without the suite's prefix: where nothing can be deleted, each name that
 * was sent once stays.
 */
export const SHARED_NAMES: readonly string[] = [
  ...['first', 'true', 'zero', 'empty', 'on', 'text', 'case', 'digits'],
  ...['null', 'map', 'list', 'order', 'count', 'flag', 'theme', 'locale'],
];

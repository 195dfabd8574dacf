import { KEY_PREFIX, namesSaved } from './sent-names.ts';
import { NOTHING_SEEN, type StoredSpace } from './stored-space.ts';

/**
 * Names that were saved in a space and never shown: a deletion would take them away all the same. Those that only the
 * suite has may have been saved by another query: who shows the first few does not show whether that is another space.
 *
 * @param own the query that names the space
 * @param known queries of the spaces that are known to be different ones
 */
export function savedUnseen(
  spaces: ReadonlyMap<string, StoredSpace>,
  own: string,
  known: ReadonlySet<string>,
): readonly string[] {
  const others = [...spaces]
    .filter(([name]) => name !== own && !known.has(name))
    .flatMap(([, space]) => [...savedIn(space), ...sentSince(space)])
    .filter((name) => name.startsWith(KEY_PREFIX));
  return [...savedIn(spaces.get(own) ?? NOTHING_SEEN), ...others];
}

function savedIn({ unshown }: StoredSpace): readonly string[] {
  return [...unshown].flatMap(([name, what]) => (what === 'saved' ? [name] : []));
}

/** Names that were sent to a space since it was shown, and may be there. */
function sentSince({ events }: StoredSpace): readonly string[] {
  const since = events.filter(({ kind }) => kind !== 'refused' && kind !== 'elsewhere');
  return since.flatMap(({ exchange }) => namesSaved(exchange.case));
}

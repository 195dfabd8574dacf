import type { Exchange } from '../http/exchange.ts';
import { isSmall, SMALL } from '../http/response-reading.ts';
import { oncePer } from '../once-per.ts';
import { showsPreferences } from './preferences-of.ts';
import { NO_SPACE, type StoredSpace } from './stored-space.ts';

/** Exchanges that are remembered, the last ones, and octets of their responses. */
const MOST_RECENT = { exchanges: 24, octets: 8 * 1024 * 1024 };
/** Octets of the responses that are held for all spaces. */
const MOST_SHOWN = 16 * 1024 * 1024;

/**
 * An exchange as a model remembers it, always the same object: of a large response that shows no preferences, no more
 * than its beginning. Nothing else is asked of it, and each update of a space that is never shown is remembered.
 */
export const remembered: (exchange: Exchange) => Exchange = oncePer((exchange) => {
  const { response } = exchange;
  if (response === undefined || isSmall(response)) return exchange;
  if (showsPreferences(exchange)) return exchange;
  return { ...exchange, response: { ...response, body: response.body.slice(0, SMALL) } };
});

/**
 * Spaces without those that are beyond what a model remembers, the first ones: of a space that only a strange query
 * named, and in which nothing was stored, nothing is judged but what the next response to that query shows.
 *
 * @param spaces by name; changed
 * @param isKept whether a space is remembered however large it is
 */
export function rememberedSpaces(
  spaces: Map<string, StoredSpace>,
  isKept: (name: string) => boolean,
): ReadonlyMap<string, StoredSpace> {
  let octets = [...spaces.values()].reduce((sum, space) => sum + octetsOf(space), 0);
  for (const [name, space] of spaces) {
    if (octets <= MOST_SHOWN) break;
    if (name === NO_SPACE || space.written.size > 0 || isKept(name)) continue;
    spaces.delete(name);
    octets -= octetsOf(space);
  }
  return spaces;
}

/** Octets of the last responses of a space. */
function octetsOf({ shown, last }: StoredSpace): number {
  const others = last === shown?.by ? 0 : (last?.response?.body.length ?? 0);
  return others + (shown?.by.response?.body.length ?? 0);
}

/** The last of some exchanges, one at least, that a model remembers; oldest first, as given. */
export function rememberedExchanges(exchanges: readonly Exchange[]): readonly Exchange[] {
  let octets = 0;
  let first = exchanges.length;
  while (first > 0 && exchanges.length - first < MOST_RECENT.exchanges) {
    octets += exchanges[first - 1]?.response?.body.length ?? 0;
    if (octets > MOST_RECENT.octets && first < exchanges.length) break;
    first -= 1;
  }
  return exchanges.slice(first);
}

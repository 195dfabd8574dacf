import type { Exchange } from '../http/exchange.ts';
import { isSmall } from '../http/response-reading.ts';
import {
  type Preferences,
  returnedNames,
  returnedPreferences,
  showsPreference,
} from './preferences-of.ts';

/**
 * What a response showed of a space. Of a large response nothing is held but its octets, which take a tenth of the
 * memory of its value: it is read again where it is asked about.
 */
export class Sight {
  /** The response that showed it. */
  readonly by: Exchange;
  /** What is known of single preferences since: how later responses showed them; `undefined` where they did not. */
  readonly #since: Preferences;
  #known: Preferences | null = null;

  /** @param by an exchange whose response shows preferences */
  constructor(by: Exchange, since: Preferences = {}) {
    this.by = by;
    this.#since = since;
  }

  /** All preferences that are known to be there. */
  get preferences(): Preferences {
    if (this.#known !== null) return this.#known;
    const shown = returnedPreferences(this.by) ?? {};
    const since = Object.entries(this.#since);
    const preferences = since.length === 0 ? shown : changed(shown, since);
    if (this.by.response !== undefined && isSmall(this.by.response)) this.#known = preferences;
    return preferences;
  }

  /** Names of all preferences that are known to be there: told without reading a large response again. */
  get names(): readonly string[] {
    const names = returnedNames(this.by) ?? [];
    const since = Object.entries(this.#since);
    if (since.length === 0) return names;
    const now = since.filter(([, value]) => value !== undefined).map(([name]) => name);
    return [...names.filter((name) => !Object.hasOwn(this.#since, name)), ...now];
  }

  /** Whether a preference is known to be there. */
  shows(name: string): boolean {
    const isKnown = Object.hasOwn(this.#since, name);
    return isKnown ? this.#since[name] !== undefined : showsPreference(this.by, name);
  }

  /** This sight, with some preferences as a later response shows them or does not. */
  with(names: readonly string[], shown: Preferences): Sight {
    const values = names.map((name) => [name, ownOf(shown, name)] as const);
    return new Sight(
      this.by,
      Object.fromEntries<unknown>([...Object.entries(this.#since), ...values]),
    );
  }
}

function changed(shown: Preferences, since: readonly [string, unknown][]): Preferences {
  const all = Object.fromEntries(Object.entries(shown));
  for (const [name, value] of since) {
    if (value === undefined) Reflect.deleteProperty(all, name);
    else Object.defineProperty(all, name, { value, ...ORDINARY });
  }
  return all;
}

/** As a member of JSON is: `__proto__`, too, is one. */
const ORDINARY = { configurable: true, enumerable: true, writable: true };

function ownOf(shown: Preferences, name: string): unknown {
  return Object.hasOwn(shown, name) ? shown[name] : undefined;
}

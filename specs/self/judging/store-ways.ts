import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import type { LivePreferences } from '../../../fixtures/servers/reference/preference-store.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';
import type { JsonObject } from '../../../schema/json/json-value.ts';

/** The same server, but that a preference is deleted when it is sent as null: nothing of a run stays, and so all is sent. */
export function deletingNulls(deviation: Deviation = {}): Deviation {
  return withoutSome(deviation, (sent) => Object.keys(sent).filter((name) => sent[name] === null));
}

/** The same server, but that an update takes the place of all preferences that it does not name. */
export function replacingAll(deviation: Deviation = {}): Deviation {
  return withoutSome(deviation, (sent, stored) => {
    const isUpdate = Object.keys(sent).length > 0;
    return isUpdate ? Object.keys(stored).filter((name) => !Object.hasOwn(sent, name)) : [];
  });
}

/** The same server, but that each update takes some names away once it is saved. */
function withoutSome(
  deviation: Deviation,
  gone: (sent: JsonObject, stored: LivePreferences) => readonly string[],
): Deviation {
  return () => {
    const own = typeof deviation === 'function' ? deviation() : deviation;
    const { save } = { ...referenceBehaviour, ...own };
    return {
      ...own,
      save: (sent, space, call) => {
        const finish = (saved: JsonObject): JsonObject => {
          const stored = call.store.of(space);
          const names = new Set(gone(sent, stored));
          for (const name of names) Reflect.deleteProperty(stored, name);
          return Object.fromEntries(Object.entries(saved).filter(([name]) => !names.has(name)));
        };
        const saved = save(sent, space, call);
        // At once where it is saved at once: no other update comes in between.
        return saved instanceof Promise ? saved.then(finish) : finish(saved);
      },
    };
  };
}

import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';

/** The same server, but that an update takes the place of all preferences that it does not name. */
export function replacingAll(deviation: Deviation): Deviation {
  return () => {
    const own = typeof deviation === 'function' ? deviation() : deviation;
    const { save } = { ...referenceBehaviour, ...own };
    return {
      ...own,
      save: async (sent, space, call) => {
        const saved = await save(sent, space, call);
        if (Object.keys(sent).length === 0) return saved;
        const stored = call.store.of(space);
        for (const name of Object.keys(stored).filter((each) => !Object.hasOwn(sent, each))) {
          Reflect.deleteProperty(stored, name);
        }
        return Object.fromEntries(
          Object.entries(saved).filter(([name]) => Object.hasOwn(sent, name)),
        );
      },
    };
  };
}

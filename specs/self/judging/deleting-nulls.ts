import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';

/** The same server, but that a preference is deleted when it is sent as null: nothing of a run stays, and so all is sent. */
export function deletingNulls(deviation: Deviation = {}): Deviation {
  return () => {
    const own = typeof deviation === 'function' ? deviation() : deviation;
    const { save } = { ...referenceBehaviour, ...own };
    return {
      ...own,
      save: async (sent, space, call) => {
        const saved = await save(sent, space, call);
        const deleted = new Set(Object.keys(sent).filter((name) => sent[name] === null));
        for (const name of deleted) Reflect.deleteProperty(call.store.of(space), name);
        return Object.fromEntries(Object.entries(saved).filter(([name]) => !deleted.has(name)));
      },
    };
  };
}

import type { Exchange } from '../http/exchange.ts';
import { deletedIn } from './deleted-preferences.ts';
import { droppedIn } from './learned-way.ts';
import { sentPreferences } from './preferences-of.ts';
import type { SeenSpace } from './seen-space.ts';
import { namesSaved } from './sent-names.ts';
import type { StoredSpace, StoreEvent, Written } from './stored-space.ts';

const UNSEEN = { seenSince: false, readSince: false };

/** What a later response is held against. */
export function knownAfter(
  seen: SeenSpace,
): Pick<StoredSpace, 'written' | 'dropped' | 'deleted' | 'unshown'> {
  const [dropped, deleted] = [droppedIn(seen), deletedIn(seen)];
  return { written: writtenAfter(seen), dropped, deleted, unshown: unshownAfter(seen) };
}

/** What the suite wrote and is there now, with the updates that wrote it. */
function writtenAfter(seen: SeenSpace): ReadonlyMap<string, Written> {
  const before = [...seen.space.written].filter(([key]) => Object.hasOwn(seen.shown, key));
  const bystanders = new Set(seen.bystanders());
  const kept = before.map(([key, known]) => {
    const seenSince = known.seenSince || !seen.loose.has(key);
    const readSince = known.readSince || (!seen.writes() && !seen.loose.has(key));
    // Of two values that were shown, nobody can say which one is stored.
    const isKept = seen.isKept(key);
    const isDoubtful = known.isDoubtful ? isKept : bystanders.has(key) && !isKept;
    return [key, { ...known, seenSince, readSince, isDoubtful }] as const;
  });
  const written = new Map<string, Written>(kept);
  for (const exchange of updatesUntil(seen)) {
    const sent = sentPreferences(exchange.case) ?? {};
    for (const name of namesSaved(exchange.case)) {
      const key = exchange === seen.exchange ? (seen.renamed.get(name) ?? name) : name;
      if (!Object.hasOwn(seen.shown, key)) continue;
      written.delete(key);
      const isDoubtful = !seen.isAsSent(key, sent[name]);
      const { last: after, written: before } = seen.space;
      const earlier = before.get(key);
      const isNew = earlier?.isNew ?? !Object.hasOwn(seen.before, key);
      const over = earlier?.by ?? null;
      const first = earlier?.first ?? exchange;
      written.set(key, { by: exchange, after, over, first, ...UNSEEN, isNew, isDoubtful });
    }
  }
  return written;
}

/** What was sent and is not there: it may be kept, and not shown, or was deleted. */
function unshownAfter(seen: SeenSpace): StoredSpace['unshown'] {
  const unshown = new Map(seen.space.unshown);
  for (const { case: asked } of updatesUntil(seen)) {
    const sent = sentPreferences(asked) ?? {};
    for (const name of namesSaved(asked)) {
      unshown.set(name, sent[name] === null ? 'deleted' : 'saved');
    }
  }
  const { shown } = seen;
  return new Map(
    [...unshown].filter(([name, what]) => what === 'deleted' || !Object.hasOwn(shown, name)),
  );
}

/** Updates since the space was shown last that may have saved what they sent, this one among them. */
function updatesUntil(seen: SeenSpace): readonly Exchange[] {
  const since = seen.space.events.filter(maySave);
  return [...since.map(({ exchange }) => exchange), seen.exchange];
}

/** Whether what is there since an event may be what it sent: a lenient server reads what is no JSON. */
function maySave({ kind, exchange }: StoreEvent): boolean {
  return kind === 'saved' || kind === 'together' || exchange.class === 'malformed';
}

import { createHash } from 'node:crypto';
import { markedText } from '../json/describe-value.ts';
import type { Case, Exchange } from '../http/exchange.ts';
import { isJsonObject, type JsonObject } from '../json/json-value.ts';
import { oncePer } from '../once-per.ts';
import type { Operation } from '../contract/operation.ts';
import type { Judgement, RememberingRequirement } from '../requirements/requirement.ts';
import { sentPreferences, sentValue, userOf } from './preferences-of.ts';

/** Members of a request that a careless server may copy into the user. */
const IDENTITY_MEMBERS = ['email', 'roles', 'object', 'id'];

/** Characters of an identity that are shown whole, so that it is seen what of it changed. */
const SHOWN = 300;

/**
 * Who the user is stays the same: between calls, and whatever an update holds. The requirements remember
 * the identity first seen for each query, as roles may differ by space.
 */
export function identityRequirements(operation: Operation): readonly RememberingRequirement[] {
  const source = { ref: `${operation.pointer}/description`, quote: operation.description };
  const openOn = (aspect: keyof IdentityJudgement) => () => {
    const watch = new IdentityWatch(source.ref);
    return { judge: (exchange: Exchange) => watch.judge(exchange)[aspect] };
  };
  return [
    {
      id: 'identity-is-stable',
      level: 'tentative',
      statement: 'The e-mail address and the roles stay the same between calls.',
      source,
      open: openOn('kept'),
    },
    {
      id: 'identity-is-not-writable',
      level: 'tentative',
      statement: 'An update cannot change the e-mail address or the roles.',
      source,
      condition: 'PROBE_IDENTITY=1, the default for a target on this machine',
      optIn: 'PROBE_IDENTITY=1',
      open: openOn('notWritten'),
    },
  ];
}

/** What an exchange says of who the user is. */
interface IdentityJudgement {
  /** Whether it stays the same between calls. */
  readonly kept: Judgement;
  /** Whether an update that names it leaves it alone. */
  readonly notWritten: Judgement;
}

/** Who a response says that the user is: e-mail address and roles. */
interface Identity {
  /** Tells identities apart. */
  readonly hash: string;
  /** Both as canonical text, or how large they are: an identity may be as large as a response. */
  readonly text: string;
  /** The e-mail address and each role once; `null` where they are too large to be remembered. */
  readonly parts: ReadonlySet<string> | null;
}

/** Characters of an identity that is remembered whole. */
const LONGEST = 64 * 1024;

class IdentityWatch {
  readonly #first = new Map<string, Identity>();
  /** Hashes of what was shown last for each query: what stays from an earlier request is not a later one's. */
  readonly #last = new Map<string, string>();
  /** Hashes of what updates wrote. */
  readonly #written = new Set<string>();
  readonly #clause: string;
  #unstable = false;

  constructor(clause: string) {
    this.#clause = clause;
  }

  judge(exchange: Exchange): IdentityJudgement {
    const identity = identityOf(exchange);
    const judgement = namesIdentity(exchange.case)
      ? { kept: null, notWritten: this.#judgeWriting(exchange, identity) }
      : { kept: this.#judgeCall(exchange, identity), notWritten: null };
    if (identity !== null) this.#last.set(exchange.case.query ?? '', identity.hash);
    return judgement;
  }

  #judgeCall(exchange: Exchange, identity: Identity | null): Judgement {
    if (identity === null) return null;
    const query = exchange.case.query ?? '';
    const first = this.#first.get(query);
    if (first === undefined) this.#first.set(query, identity);
    if (first === undefined || this.#wasWritten(identity)) return null;
    if (identity.hash === first.hash) return [];
    this.#unstable = true;
    return this.#changed(first, identity);
  }

  /** Tells nothing of a target whose identity changes anyway, or to what was not sent. */
  #judgeWriting(exchange: Exchange, identity: Identity | null): Judgement {
    const query = exchange.case.query ?? '';
    const first = this.#first.get(query);
    if (identity === null || first === undefined || this.#unstable) return null;
    if (identity.hash === first.hash || identity.hash === this.#last.get(query)) return [];
    if (!isTaken(exchange.case, first, identity)) return null;
    this.#written.add(identity.hash);
    return this.#changed(first, identity);
  }

  #wasWritten({ hash }: Identity): boolean {
    return this.#written.has(hash);
  }

  #changed(expected: Identity, actual: Identity): Judgement {
    return [
      {
        clause: this.#clause,
        where: '/object',
        expected: markedText(expected.text, SHOWN),
        actual: markedText(actual.text, SHOWN),
      },
    ];
  }
}

/** Whether all that is new in an identity was sent: something else has changed by itself. */
function isTaken({ body }: Case, before: Identity, now: Identity): boolean {
  const sent = Buffer.from(body ?? [])
    .toString()
    .toLowerCase();
  const [earlier, parts] = [before.parts, now.parts];
  if (earlier === null || parts === null) return false;
  const added = [...parts].filter((part) => !earlier.has(part));
  // Where roles are gone only, those that are left.
  const taken = added.length > 0 ? added : [...parts].slice(1);
  return taken.every((part) => sent.includes(JSON.stringify(part).toLowerCase()));
}

/** E-mail address and roles; null where the response does not show both. */
function identityOf(exchange: Exchange): Identity | null {
  const user = userOf(exchange);
  return user === null ? null : identityIn(user);
}

const identityIn = oncePer(({ email, roles }: JsonObject): Identity | null => {
  if (typeof email !== 'string' || !Array.isArray(roles) || !roles.every(isScalar)) return null;
  const names = roles.map(String).toSorted();
  const text = JSON.stringify({ email, roles: names });
  const hash = createHash('sha256').update(text).digest('base64');
  if (text.length > LONGEST) {
    return { hash, text: `${names.length} roles, ${text.length} characters in all`, parts: null };
  }
  return { hash, text, parts: new Set([email, ...names]) };
});

function isScalar(role: unknown): boolean {
  return typeof role !== 'object' || role === null;
}

/**
 * Whether a case names a member that says who the user is, next to the preferences or among them:
 * what a careless server takes for the user's own.
 */
export function namesIdentity(asked: Case): boolean {
  const value = sentValue(asked);
  const members = isJsonObject(value) ? Object.keys(value) : [];
  const keys = Object.keys(sentPreferences(asked) ?? {});
  // A preference named id is a name like any other; only next to the preferences may it be the user's.
  return [...members, ...keys.filter((key) => key !== 'id')].some((name) =>
    IDENTITY_MEMBERS.includes(name),
  );
}

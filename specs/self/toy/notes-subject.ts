import { makeCase } from '../../../fixtures/http/make-case.ts';
import type { Subject } from '../../../fixtures/session/subject.ts';
import { loadContract } from '../../../schema/contract/contract.ts';
import type { Case } from '../../../schema/http/exchange.ts';
import type { Operation } from '../../../schema/contract/operation.ts';
import type { RequirementRow } from '../../../schema/requirements/requirement.ts';
import { requirementsOf } from '../../../schema/requirements/catalogue.ts';
import type { Notes } from './notes-server.ts';
import { KEPT, NotesStore, sentNotes, shownNotes } from './notes-store.ts';

const TEXTS = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
const SHOWN = { type: 'object', properties: { notes: TEXTS } };

/** The contract of an operation that has nothing to do with preferences: `PATCH /notes`. */
export const NOTES_CONTRACT = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      patch: {
        operationId: 'patchNotes',
        requestBody: { required: true, content: { 'application/json': { schema: TEXTS } } },
        responses: {
          200: { description: 'All notes', content: { 'application/json': { schema: SHOWN } } },
        },
      },
    },
  },
};

const KEPT_ROW: RequirementRow = {
  ...{ id: KEPT, level: 'implied', statement: 'A patch leaves the notes that it does not name.' },
  source: { ref: 'RFC 7396 1', quote: 'describes changes to be made' },
};

function patch(operation: Operation, label: string, notes: Notes): Case {
  return makeCase(operation, { label, body: JSON.stringify(notes), meant: 'valid' });
}

/** Notes, as a session knows them. */
export const NOTES: Subject = {
  operationId: 'patchNotes',
  load: (file) => loadContract(file, { operations: ['patchNotes'] }),
  requirements: requirementsOf,
  rows: (contract, operation) => [...requirementsOf(contract, operation), KEPT_ROW],
  canShow: () => true,
  isAlike: () => false,
  words: { one: 'note', many: 'notes', reading: 'a patch of nothing' },
  prefix: 'toy_',
  requiredMembers: ['notes'],
  fullerControls: () => [],
  spaceQuery: () => null,
  savedBy: (asked) => Object.keys(sentNotes(asked)),
  leftBy: (asked) => Object.keys(sentNotes(asked)),
  shownBy: (exchange) => Object.keys(shownNotes(exchange) ?? {}),
  placeOf: (name) => ({ where: `/notes/${name}`, place: '/notes/*' }),
  contentOf: ({ body }) => Buffer.from(body ?? []).toString(),
  withContent: (asked, content) => ({ ...asked, body: Buffer.from(content) }),
  takingBack: (operation) => (names, how) => {
    const notes = names.map((name) => [name, how === 'deleted' ? null : ''] as const);
    return notes.length === 0 ? [] : [patch(operation, 'take back', Object.fromEntries(notes))];
  },
  store: () => new NotesStore(),
  oddErrors: () => [],
  storeRequirements: [KEPT],
  tellingUpdates: () => [],
  quota: () => ({
    ...{ excuses: () => false, explains: () => Promise.resolve(false), limitAt: () => null },
    ...{ fits: () => true, makeRoom: () => Promise.resolve(false) },
    handedOn: () => null,
  }),
  reader: (operation) => ({
    ...{ operation: null, name: null, hasRead: false, noteRead: () => undefined },
    ...{
      read: () => patch(operation, 'read', {}),
      readByUpdate: () => patch(operation, 'read', {}),
    },
    ...{ readApart: () => null, isRead: () => false, distrust: () => undefined },
  }),
  found: {
    readAhead: () => Promise.resolve({ readings: [], why: null }),
    firstReadings: (control) => Promise.resolve({ readings: [control], leftovers: [], why: null }),
    note: () => undefined,
    restoring: () => Promise.reject(new Error('Nothing that is noted is put back.')),
    noteDistrust: () => undefined,
  },
  foundLearner: () => ({
    ...{ learnFirst: () => undefined, learnNoted: () => undefined, stop: () => undefined },
  }),
};

import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { isJsonObject } from '../../../schema/json/json-value.ts';
import { listen } from '../transport/listen.ts';

/** Notes by name. */
export type Notes = Readonly<Record<string, unknown>>;

/** How a server of notes goes about a patch. */
export interface NotesBehaviour {
  /** The notes after a patch. */
  readonly patched?: (stored: Notes, patch: Notes) => Notes;
  /** What a response shows of them. */
  readonly shown?: (stored: Notes) => unknown;
}

/** A server of notes that listens. */
export interface NotesServer {
  readonly url: string;
  /** Method and target of each request. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts a server of `PATCH /notes`: it merges a patch into what it stores, where null deletes (RFC 7396), unless it behaves otherwise. */
export async function startNotes({
  patched = merged,
  shown = (stored) => stored,
}: NotesBehaviour = {}): Promise<NotesServer> {
  let stored: Notes = {};
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    void json(request).then((patch) => {
      if (isJsonObject(patch)) stored = patched(stored, patch);
      const body = Buffer.from(JSON.stringify({ notes: shown(stored) }));
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Content-Length', body.length);
      response.end(body);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function merged(stored: Notes, patch: Notes): Notes {
  return Object.fromEntries(
    Object.entries({ ...stored, ...patch }).filter(([, text]) => text !== null),
  );
}

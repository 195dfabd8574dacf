import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A server of bytes on a free port of this machine. */
export interface RawServer {
  readonly url: string;
  /** Whole requests that came in so far. */
  readonly requests: number;
  /** What each connection sent so far, as Latin-1. */
  readonly received: string[];
  readonly close: () => Promise<void>;
}

/** Answers a request: its socket, its number from 1, and its text. */
export type ResponseByBytes = (socket: Socket, request: number, text: string) => void;

/** Starts a server that answers by bytes, each request when it has come in whole. */
export async function rawServer(response: ResponseByBytes): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    const index = received.push('') - 1;
    let pending = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      received[index] = `${received[index] ?? ''}${chunk.toString('latin1')}`;
      if (!isWhole(pending)) return;
      response(socket, ++requests, pending);
      pending = '';
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    get requests() {
      return requests;
    },
    received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function isWhole(request: string): boolean {
  const head = request.indexOf('\r\n\r\n');
  const length = Number(/^content-length: *(\d+)/im.exec(request)?.[1] ?? 0);
  return head !== -1 && request.length >= head + 4 + length;
}

/** A response of a status with a JSON body and more header lines. */
export function jsonResponse(status: number, body = '{}', ...headers: readonly string[]): string {
  const fields = ['Content-Type: application/json', `Content-Length: ${body.length}`, ...headers];
  return [`HTTP/1.1 ${status} X`, ...fields, '', body].join('\r\n');
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** How a proxy of a test behaves; by default it opens every tunnel and forwards every request. */
export interface ProxyManners {
  /** Port of the target on this machine that all names lead to. */
  readonly targetPort: number;
  /** Status that a tunnel to another port than 443 is answered with; `null` closes the connection. */
  readonly refuses?: number | null;
  /** Status that a request in absolute form is answered with. */
  readonly forbids?: number;
  /** `user:password` that it wants. */
  readonly wants?: string;
  /** Key and certificate, where it speaks TLS itself. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** Changes what it passes back. */
  readonly passesBack?: (body: Buffer, received: IncomingMessage, response: ServerResponse) => void;
}

/** A proxy that runs on this machine. */
export interface RunningProxy {
  /** Host and port. */
  readonly host: string;
  /** What it was asked for: `CONNECT name:port`, or method and URL. */
  readonly seen: readonly string[];
  readonly close: () => void;
}

/** Starts a proxy on a free port of loopback. */
export async function startProxy(manners: ProxyManners): Promise<RunningProxy> {
  const seen: string[] = [];
  const forward: RequestListener = (asked, response) => {
    seen.push(`${asked.method ?? ''} ${asked.url ?? ''}`);
    passOn(manners, asked, response);
  };
  const server =
    manners.tls === undefined ? createServer(forward) : createSecureServer(manners.tls, forward);
  const sockets = new Set<Duplex>();
  server.on('connect', (asked, socket) => {
    seen.push(`CONNECT ${asked.url ?? ''}`);
    sockets.add(socket.on('error', () => undefined));
    tunnel(manners, asked, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { host: `127.0.0.1:${port}`, seen, close };
}

function tunnel(manners: ProxyManners, asked: IncomingMessage, socket: Duplex): void {
  const { refuses, targetPort } = manners;
  if (!knows(manners, asked)) {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  } else if (refuses === undefined || asked.url?.endsWith(':443') === true) {
    const onward = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  } else if (refuses === null) socket.destroy();
  else socket.end(`HTTP/1.1 ${refuses} No\r\nContent-Length: 2\r\n\r\nno`);
}

function passOn(manners: ProxyManners, asked: IncomingMessage, response: ServerResponse): void {
  const { forbids, targetPort, passesBack } = manners;
  if (!knows(manners, asked)) return void response.writeHead(407).end();
  if (forbids !== undefined) return void response.writeHead(forbids).end();
  const { pathname, search } = new URL(asked.url ?? '');
  const headers = asked.rawHeaders.filter(
    (_, index, all) => !/^(proxy-|connection$)/i.test(all[index - (index % 2)] ?? ''),
  );
  const onward = request({
    agent: false,
    host: '127.0.0.1',
    port: targetPort,
    method: asked.method,
    path: pathname + search,
    headers,
  });
  onward.on('error', () => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  onward.on('response', (received) => {
    void bodyOf(received).then((body) => {
      if (passesBack !== undefined) passesBack(body, received, response);
      else response.writeHead(received.statusCode ?? 502, received.headers).end(body);
    });
  });
  asked.pipe(onward);
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  message.on('data', (part: Buffer) => parts.push(part));
  await once(message, 'end');
  return Buffer.concat(parts);
}

function knows({ wants }: ProxyManners, asked: IncomingMessage): boolean {
  const given = asked.headers['proxy-authorization'];
  return wants === undefined || given === `Basic ${Buffer.from(wants).toString('base64')}`;
}

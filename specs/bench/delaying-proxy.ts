import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that passes octets on as they are, those of the target later by a fixed time. */
export interface DelayingProxy {
  readonly url: string;
  readonly close: () => void;
}

/**
 * Puts milliseconds between a client and a server: each response comes so much later, as from far away.
 *
 * @param url of the server, with a port
 */
export async function delay(url: string, milliseconds: number): Promise<DelayingProxy> {
  const { hostname, port, pathname } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(Number(port), hostname);
    for (const socket of [client, target]) {
      socket.setNoDelay(true);
      open.add(socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy()));
    }
    client.pipe(target);
    target.on('data', (octets) => setTimeout(() => client.write(octets), milliseconds));
    target.on('end', () => setTimeout(() => client.end(), milliseconds));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}${pathname}`,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

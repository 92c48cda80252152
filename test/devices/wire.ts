import { connect, createServer, type Socket } from 'node:net';

/**
 * A cable between us and a server, to pull: connections break and none is made until it is mended. Frozen, they stand and
 * nothing passes any more.
 */
export type Wire = { readonly port: number; cut(): void; freeze(): void; mend(): void; close(): Promise<void> };

export async function wireTo(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let whole = true;
  let frozen = false;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (frozen) return;
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cut: () => {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend: () => {
      whole = true;
      if (frozen) for (const socket of sockets) socket.destroy();
      frozen = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => {
        server.close(() => closed());
      });
    },
  };
}

/** The same address through the wire. */
export const through = (url: string, { port }: Wire): string => {
  const parsed = new URL(url);
  parsed.hostname = '127.0.0.1';
  parsed.port = String(port);
  return parsed.href;
};

import { connect, createServer, type Socket } from 'node:net';

/** A cable between us and a server, to pull: connections break and none is made until it is mended. */
export type Wire = { readonly port: number; cut(): void; mend(): void; close(): Promise<void> };

export async function wireTo(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let whole = true;
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
    mend: () => {
      whole = true;
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

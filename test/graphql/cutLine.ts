import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export type CutLine = {
  /** The same service, reached by this line. */
  readonly url: string;
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
};

/** A line to a server that can be cut: open connections break, new ones are refused, the server itself goes on. */
export async function cutLine(url: string): Promise<CutLine> {
  const to = new URL(url);
  const { port, hostname } = to;
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  to.port = String((server.address() as AddressInfo).port);
  to.hostname = '127.0.0.1';
  return {
    url: to.toString(),
    cut: () => {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      whole = true;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createServer, type Server } from 'node:http';

/** What a part of the engine says of itself: whether it is well, and a figure or two beside. */
export type Health = Readonly<Record<string, { readonly ok: boolean; readonly detail?: string | number }>>;

/** Serves /health (503 when a part is not well) and /metrics; `port` 0 = any free one. */
export async function serveHealth(
  port: number,
  health: () => Promise<Health>,
  metrics: () => Promise<string>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/metrics') {
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(await metrics());
        return;
      }
      if (request.url !== '/health') {
        response.writeHead(404).end();
        return;
      }
      const parts = await health();
      const ok = Object.values(parts).every((part) => part.ok);
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok, parts }));
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

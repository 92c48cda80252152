import { headers, type Problem } from './client';
import { newClientId } from './outbox';
import { trusted } from './trusted';

/** Files that travel beside GraphQL: recordings, and the pictures of forms. */

export async function fetchBytes(url: string): Promise<Blob | undefined> {
  try {
    const reply = await fetch(url, { headers: headers() });
    return reply.ok ? await reply.blob() : undefined;
  } catch {
    return undefined;
  }
}

export function saveAs(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** Sends a file as it is; resolves to why it was refused, or to nothing when the server took it. */
export async function sendBytes(url: string, bytes: Blob): Promise<Problem | undefined> {
  try {
    const reply = await fetch(`${url}?clientId=${newClientId()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...headers() },
      body: bytes,
    });
    if (reply.ok) return undefined;
    const { code, message } = trusted<Pick<Problem, 'code' | 'message'>>(await reply.json());
    return { code, message, retry: false };
  } catch (error) {
    return { code: 'OFFLINE', message: error instanceof Error ? error.message : String(error), retry: true };
  }
}

import { parentPort } from 'node:worker_threads';
import type { FileToRead } from '../../devices/formats/readFile';
import { READY } from '../../devices/threads';

/** A reader that does what a file's type tells it: never end, take all memory, throw, or answer. */
parentPort?.on('message', ({ contentType }: FileToRead) => {
  if (contentType === 'hangs') for (;;);
  if (contentType === 'throws') throw new Error('a reader with a fault');
  const held: object[] = [];
  if (contentType === 'devours') for (;;) held.push({ n: held.length, text: `held ${held.length}` });
  parentPort?.postMessage({ format: 'WFDB', state: 'DECODED', reasons: [], quality: {}, leads: [], notes: [] });
});
parentPort?.postMessage(READY);

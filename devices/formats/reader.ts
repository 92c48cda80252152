import { join } from 'node:path';
import { makeThreads, type ThreadLimits } from '../threads';
import { refused } from './recording';
import type { FileRead, FileToRead } from './readFile';
import { formatOf } from './registry';

export type EcgReader = {
  readonly read: (file: FileToRead) => Promise<FileRead>;
  readonly close: () => Promise<unknown>;
};

/** The slowest file at hand takes 0.1 s and 20 MB; what takes these is no ECG. */
const LIMITS: ThreadLimits = { threads: 2, ms: 5_000, heapMb: 128 };

/** Reads files in threads of their own, so that the worst of them costs a thread and a few seconds. */
export function makeEcgReader(thread = join(__dirname, 'readerThread.ts'), limits = LIMITS): EcgReader {
  const threads = makeThreads<FileToRead, FileRead>(thread, limits);
  return {
    read: async (file) => {
      // A copy: a small buffer is a window on a large one, all of which would go to the thread.
      const read = await threads.ask({ ...file, bytes: new Uint8Array(file.bytes) });
      return read === 'STOPPED' ? stopped(file.contentType) : read;
    },
    close: threads.close,
  };
}

function stopped(contentType: string): FileRead {
  const { code, why } = refused('READER_STOPPED', 'its reader took too long or too much memory and was stopped');
  return {
    format: formatOf(contentType),
    state: 'QUARANTINED',
    reasons: [code],
    quality: { why },
    leads: [],
    notes: [],
  };
}

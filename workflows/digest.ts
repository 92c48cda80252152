import type { Digest, OpenDigest } from './domain/digest';
import { DIGEST } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One list of alarms until a person has looked through it: `digest:{region}:{id}`. */
export const digest = (begin: Begin<OpenDigest, Digest>): Promise<void> => run(DIGEST, begin);

import { createHash } from 'node:crypto';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** 120 bits: enough that no two things of a region share an id made from it. */
export const shortHash = (text: string): string => sha256(text).slice(0, 30);

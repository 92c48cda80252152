import { z } from 'zod';
import { parseStrictJson } from '../strictJson';
import { MAX_SAMPLES, refused, toUv, type Decoded } from './recording';

/** Our own form for whoever cannot write bytes: the header of `canonical.ts` with each lead's samples as numbers. */
const file = z.object({
  fs: z.number().positive(),
  unit: z.literal('uV'),
  leads: z
    .array(
      z.object({
        name: z.string().min(1).max(24),
        gainUvPerLsb: z.number().positive(),
        samples: z.array(z.int().min(-32_767).max(32_767)).max(MAX_SAMPLES),
      }),
    )
    .min(1)
    .max(24),
  start: z.iso.datetime({ offset: true }).optional(),
  filters: z.string().max(200).optional(),
});

/** One object, and `leads` is one of its keys. */
export const looksCanonicalJson = (head: string): boolean => /^\s*\{\s*"(fs|unit|leads|start|filters)"/.test(head);

export function decodeCanonicalJson(bytes: Uint8Array): Decoded {
  const json = parseStrictJson(bytes);
  if (!json.ok) return refused('MALFORMED', json.why.startsWith('key') ? 'a key appears twice' : json.why);
  const parsed = file.safeParse(json.value);
  if (!parsed.success) return refused('MALFORMED', 'JSON that is not canonical');
  const { fs, leads, start, filters } = parsed.data;
  return {
    ok: true,
    recording: {
      fs,
      leads: leads.map(({ name, gainUvPerLsb, samples }) => ({
        name,
        uv: Int16Array.from(samples, (count) => toUv(count * gainUvPerLsb)),
      })),
      ...(start !== undefined && { startedAt: Date.parse(start) }),
      ...(filters !== undefined && { filters }),
      notes: [],
    },
  };
}

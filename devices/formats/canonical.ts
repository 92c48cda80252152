import { z } from 'zod';
import { refused, type Decoded, type Recording } from './recording';

/**
 * Our own form, kept beside the original bytes and served to screens as it is: u32 length (network order), a JSON
 * header, then every lead's samples one after another as int16 little endian, 1 LSB = 1 µV.
 */
const header = z.object({
  fs: z.number().positive(),
  unit: z.literal('uV'),
  samples: z.int().min(0),
  leads: z
    .array(z.object({ name: z.string().min(1).max(24), gainUvPerLsb: z.number().positive() }))
    .min(1)
    .max(24),
  start: z.iso.datetime({ offset: true }).optional(),
  durationMs: z.number().min(0),
  filters: z.string().max(200).optional(),
  notes: z.array(z.string().max(60)).max(20).default([]),
  synthetic: z.boolean().optional(),
});
export type CanonicalHeader = z.infer<typeof header>;

/** A length of the header, and then JSON that begins as ours does. */
export const looksCanonical = (bytes: Uint8Array): boolean =>
  /^\0[\s\S]{3}\{\s*"/.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));

export function encodeCanonical(recording: Recording, { synthetic = false } = {}): Buffer {
  const { fs, leads, startedAt, filters, notes } = recording;
  const samples = Math.max(0, ...leads.map(({ uv }) => uv.length));
  const head: CanonicalHeader = {
    fs,
    unit: 'uV',
    samples,
    leads: leads.map(({ name }) => ({ name, gainUvPerLsb: 1 })),
    ...(startedAt !== undefined && { start: new Date(startedAt).toISOString() }),
    durationMs: Math.round((samples / fs) * 1000),
    ...(filters !== undefined && { filters }),
    notes: [...notes],
    ...(synthetic && { synthetic }),
  };
  // Padded so that the samples start on an even byte and a browser can view them in place.
  const text = JSON.stringify(head);
  const json = Buffer.from(text.length % 2 === 0 ? text : `${text} `);
  const out = Buffer.alloc(4 + json.length + leads.length * samples * 2);
  out.writeUInt32BE(json.length);
  json.copy(out, 4);
  leads.forEach(({ uv }, n) => {
    const start = 4 + json.length + n * samples * 2;
    uv.forEach((value, i) => out.writeInt16LE(value, start + i * 2));
  });
  return out;
}

export function decodeCanonical(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.length >= 4 ? buffer.readUInt32BE(0) : 0;
  if (length < 2 || 4 + length > buffer.length) return refused('MALFORMED', 'the header length does not fit the file');
  const parsed = header.safeParse(json(buffer.toString('utf8', 4, 4 + length)));
  if (!parsed.success) return refused('MALFORMED', 'a header that is not canonical');
  const { fs, samples, leads, start, filters, notes } = parsed.data;
  if (buffer.length !== 4 + length + leads.length * samples * 2)
    return refused('TRUNCATED', 'fewer or more samples than the header promises');
  return {
    ok: true,
    recording: {
      fs,
      leads: leads.map(({ name, gainUvPerLsb }, n) => ({
        name,
        uv: samplesAt(buffer, 4 + length + n * samples * 2, samples, gainUvPerLsb),
      })),
      ...(start !== undefined && { startedAt: Date.parse(start) }),
      ...(filters !== undefined && { filters }),
      notes,
    },
  };
}

function samplesAt(buffer: Buffer, start: number, samples: number, gain: number): Int16Array {
  const uv = new Int16Array(samples);
  for (let i = 0; i < samples; i += 1) uv[i] = Math.round(buffer.readInt16LE(start + i * 2) * gain);
  return uv;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { trusted } from '../api/trusted';

/** One recording as the screen draws it: µV by lead. */
export type Samples = {
  readonly fs: number;
  readonly durationS: number;
  readonly leads: ReadonlyMap<string, Int16Array>;
  readonly synthetic: boolean;
};

type Header = {
  readonly fs: number;
  readonly samples: number;
  readonly leads: readonly { readonly name: string; readonly gainUvPerLsb: number }[];
  readonly synthetic?: boolean;
};

/** Reads the canonical form of devices/formats/canonical.ts: u32 length, JSON header, int16 little endian by lead. */
export const readSamples = (bytes: ArrayBuffer): Samples => {
  const view = new DataView(bytes);
  const length = view.getUint32(0);
  const header = trusted<Header>(JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))));
  const leads = new Map(
    header.leads.map(({ name, gainUvPerLsb }, n): [string, Int16Array] => {
      const start = 4 + length + n * header.samples * 2;
      const uv = Int16Array.from({ length: header.samples }, (_, i) =>
        Math.round(view.getInt16(start + i * 2, true) * gainUvPerLsb),
      );
      return [name, uv];
    }),
  );
  return { fs: header.fs, durationS: header.samples / header.fs, leads, synthetic: header.synthetic === true };
};

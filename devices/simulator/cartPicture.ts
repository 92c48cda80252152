import { crc32, deflateSync } from 'node:zlib';
import type { Lead } from '../formats/recording';

const SIZE = { width: 1000, height: 300 } as const;
const [WHITE, BLACK] = [255, 0] as const;

/** What a clinic photographs: one lead as a grey PNG, from which nothing can be measured. */
export function writePng({ uv }: Lead): Buffer {
  const pixels = Buffer.alloc(SIZE.width * SIZE.height, WHITE);
  const row = (x: number) => {
    const value = uv[Math.floor((x * uv.length) / SIZE.width)] ?? 0;
    return Math.max(0, Math.min(SIZE.height - 1, Math.round(SIZE.height * 0.6 - value / 10)));
  };
  for (let x = 1; x < SIZE.width; x++) {
    const [from, to] = [row(x - 1), row(x)].toSorted((a, b) => a - b);
    for (let y = from ?? 0; y <= (to ?? 0); y++) pixels[y * SIZE.width + x] = BLACK;
  }
  const lines = Array.from({ length: SIZE.height }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * SIZE.width, (y + 1) * SIZE.width)]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE.width);
  head.writeUInt32BE(SIZE.height, 4);
  // Eight bits of grey; packing, filter and order as the standard has them.
  head[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The smallest report of one page that opens. */
export function writePdf(): Buffer {
  const text = 'BT /F1 18 Tf 40 780 Td (Synthetic ECG report) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let out = '%PDF-1.4\n';
  const starts = objects.map((body, n) => {
    const start = out.length;
    out += `${n + 1} 0 obj\n${body}\nendobj\n`;
    return start;
  });
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${out}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`,
  );
}

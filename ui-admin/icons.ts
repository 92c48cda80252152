import { crc32, deflateSync } from 'node:zlib';

/** A beat on blue, in a square of 32: the sign of Wiretime. */
const BLUE = [0x09, 0x58, 0xd9] as const;
const BEAT = [
  [3, 17],
  [9, 17],
  [11, 11],
  [15, 25],
  [19, 6],
  [22, 17],
  [29, 17],
] as const;
const SIDE = 32;
const HALF_STROKE = 1.2;
/** Phones cut a circle or a drop out of an icon; what lies in the middle four fifths is always left. */
const SAFE = 0.8;

const BLUE_TEXT = `#${BLUE.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** For tabs and screens that draw by themselves. */
const iconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><rect width="${SIDE}" height="${SIDE}" rx="7" fill="${BLUE_TEXT}"/>` +
  `<polyline points="${BEAT.map((point) => point.join(',')).join(' ')}" fill="none" stroke="white" stroke-width="${2 * HALF_STROKE}" stroke-linejoin="round" stroke-linecap="round"/></svg>`;

/** For home screens, which take no drawing: `size` × `size` pixels, blue to the edge. */
function iconPng(size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  const scale = SIDE / size / SAFE;
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const at = [SIDE / 2 + (x + 0.5 - size / 2) * scale, SIDE / 2 + (y + 0.5 - size / 2) * scale] as const;
      // One pixel wide, the edge of the line is half white.
      const white = Math.max(0, Math.min(1, (HALF_STROKE - distance(at)) / scale + 0.5));
      BLUE.forEach((part, n) =>
        rows.writeUInt8(Math.round(part + (255 - part) * white), y * (1 + 3 * size) + 1 + 3 * x + n),
      );
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8); // 8 bits of red, green and blue
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Point = readonly [x: number, y: number];

const distance = (at: Point): number =>
  Math.min(...BEAT.slice(1).map((to, n) => distanceToLine(at, BEAT[n] ?? to, to)));

function distanceToLine([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const share = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
  const nearest = Math.max(0, Math.min(1, share));
  return Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

const SIZES = [192, 512] as const;

/** What lets a phone put Wiretime on its home screen; only from there an iPhone lets pages ring. */
const MANIFEST = {
  id: '/',
  name: 'Wiretime 胸痛救治 · chest pain care',
  short_name: 'Wiretime',
  start_url: '/board',
  scope: '/',
  display: 'standalone',
  theme_color: BLUE_TEXT,
  background_color: '#ffffff',
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ...SIZES.map((size) => ({
      src: `/icon-${size}.png`,
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose: 'any maskable',
    })),
  ],
};

/** The files of the home screen, by their names. */
export const homeScreenFiles = (): Readonly<Record<string, string | Buffer>> => ({
  'manifest.webmanifest': JSON.stringify(MANIFEST),
  'icon.svg': iconSvg(),
  'apple-touch-icon.png': iconPng(180),
  ...Object.fromEntries(SIZES.map((size) => [`icon-${size}.png`, iconPng(size)])),
});

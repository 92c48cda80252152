import { compactTime, type FileTime } from './fileTime';

/** What section 1 says beside the person, whom nothing here reads. */
export type ScpHeader = FileTime & { readonly filters?: string };

const TAG = { date: 25, time: 26, baseline: 27, lowPass: 28, filters: 29, zone: 34, end: 255 } as const;
/** An offset nobody set. */
const NO_ZONE = 0x7fff;

/** Section 1: fields of tag, length and value. */
export function readHeader(body: DataView | undefined): ScpHeader {
  const fields = body ? fieldsOf(body) : new Map<number, DataView>();
  const filters = filtersOf(fields);
  return { ...startOf(fields), ...(filters !== undefined && { filters }) };
}

function fieldsOf(body: DataView): Map<number, DataView> {
  const fields = new Map<number, DataView>();
  let at = 0;
  while (at + 3 <= body.byteLength && body.getUint8(at) !== TAG.end) {
    const length = body.getUint16(at + 1, true);
    if (at + 3 + length > body.byteLength) break;
    fields.set(body.getUint8(at), new DataView(body.buffer, body.byteOffset + at + 3, length));
    at += 3 + length;
  }
  return fields;
}

function startOf(fields: ReadonlyMap<number, DataView>): FileTime {
  const [date, time, zone] = [fields.get(TAG.date), fields.get(TAG.time), fields.get(TAG.zone)];
  if (!date || date.byteLength < 4 || !time || time.byteLength < 3) return { notes: [] };
  const day = two(date.getUint16(0, true)).padStart(4, '0') + two(date.getUint8(2)) + two(date.getUint8(3));
  const clock = two(time.getUint8(0)) + two(time.getUint8(1)) + two(time.getUint8(2));
  return compactTime(day + clock + zoneOf(zone && zone.byteLength >= 2 ? zone.getInt16(0, true) : NO_ZONE));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Minutes east of Greenwich as `+0800`. */
function zoneOf(minutes: number): string {
  if (Math.abs(minutes) > 14 * 60) return '';
  const size = Math.abs(minutes);
  return (minutes < 0 ? '-' : '+') + two(Math.floor(size / 60)) + two(size % 60);
}

function filtersOf(fields: ReadonlyMap<number, DataView>): string | undefined {
  const [high, low, map] = [fields.get(TAG.baseline), fields.get(TAG.lowPass), fields.get(TAG.filters)];
  const notches = map && map.byteLength > 0 ? map.getUint8(0) : 0;
  const said = [
    ...(high && high.byteLength >= 2 && high.getUint16(0, true) > 0
      ? [`high-pass ${high.getUint16(0, true) / 100} Hz`]
      : []),
    ...(low && low.byteLength >= 2 && low.getUint16(0, true) > 0 ? [`low-pass ${low.getUint16(0, true)} Hz`] : []),
    ...(notches & 1 ? ['notch 60 Hz'] : []),
    ...(notches & 2 ? ['notch 50 Hz'] : []),
  ];
  return said.length > 0 ? said.join(', ') : undefined;
}

/** Section 7: whether the cart found spikes of a pacemaker. */
export const sawPacing = (body: DataView | undefined): boolean =>
  body !== undefined && body.byteLength >= 2 && body.getUint8(1) > 0;

/** One element: where its value lies, or the items of a sequence. */
type Held = { readonly start: number; readonly length: number; readonly items: readonly DicomSet[] };
/** Elements by `ggggeeee` in hexadecimal. */
export type DicomSet = ReadonlyMap<string, Held>;

type Cursor = { readonly view: DataView; readonly explicit: boolean; elements: number };

const UNDEFINED = 0xffffffff;
const [ITEM, ITEM_END, SEQUENCE_END] = ['fffee000', 'fffee00d', 'fffee0dd'] as const;
/** Value representations whose length takes four bytes, after two that are empty. */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
/** Sequences that lead to the samples: files of implicit representation do not say which elements are some. */
const SEQUENCES = new Set(['54000100', '003a0200', '003a0208', '003a0211']);
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 12;

/** Reads the elements of one data set; throws a RangeError where they reach beyond the file, a SyntaxError where they are none. */
export function readElements(
  view: DataView,
  { start, end, explicit }: { start: number; end: number; explicit: boolean },
): DicomSet {
  return readSet({ view, explicit, elements: 0 }, { at: start, end, depth: 0 }).set;
}

type Stretch = { readonly at: number; readonly end: number; readonly depth: number };

function readSet(cursor: Cursor, { at: from, end, depth }: Stretch): { set: DicomSet; at: number } {
  const set = new Map<string, Held>();
  let at = from;
  while (at + 8 <= end) {
    const head = readHead(cursor, at);
    if (head.tag === ITEM_END || head.tag === SEQUENCE_END) return { set, at: head.value };
    if (++cursor.elements > MAX_ELEMENTS || depth > MAX_DEPTH)
      throw new SyntaxError('more or deeper elements than an ECG needs');
    const length = head.length === UNDEFINED ? end - head.value : head.length;
    if (head.value + length > end) throw new RangeError('an element longer than what holds it');
    const nested = head.length === UNDEFINED || head.vr === 'SQ' || SEQUENCES.has(head.tag);
    const read = nested
      ? readItems(cursor, { at: head.value, end: head.value + length, depth: depth + 1 })
      : { items: [], at: head.value + length };
    set.set(head.tag, { start: head.value, length, items: read.items });
    at = head.length === UNDEFINED ? read.at : head.value + length;
  }
  return { set, at };
}

function readItems(cursor: Cursor, { at: from, end, depth }: Stretch): { items: DicomSet[]; at: number } {
  const items: DicomSet[] = [];
  let at = from;
  while (at + 8 <= end) {
    const tag = tagAt(cursor.view, at);
    const length = cursor.view.getUint32(at + 4, true);
    if (tag === SEQUENCE_END) return { items, at: at + 8 };
    if (tag !== ITEM) throw new SyntaxError('a sequence without items');
    const until = length === UNDEFINED ? end : at + 8 + length;
    if (until > end) throw new RangeError('an item longer than its sequence');
    const read = readSet(cursor, { at: at + 8, end: until, depth: depth + 1 });
    items.push(read.set);
    at = length === UNDEFINED ? read.at : until;
  }
  return { items, at };
}

const tagAt = (view: DataView, at: number): string =>
  view.getUint16(at, true).toString(16).padStart(4, '0') +
  view
    .getUint16(at + 2, true)
    .toString(16)
    .padStart(4, '0');

function readHead({ view, explicit }: Cursor, at: number) {
  const tag = tagAt(view, at);
  if (!explicit || tag.startsWith('fffe')) return { tag, vr: '', length: view.getUint32(at + 4, true), value: at + 8 };
  const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
  if (!LONG.has(vr)) return { tag, vr, length: view.getUint16(at + 6, true), value: at + 8 };
  return { tag, vr, length: view.getUint32(at + 8, true), value: at + 12 };
}

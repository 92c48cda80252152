import { refused, type Refused } from './recording';
import { decodeText } from './text';

/** An element by its local name; attributes keep their prefix. */
export type Element = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** The text directly inside, without that of the children. */
  readonly text: string;
};

type Limits = {
  /** `<!DOCTYPE x SYSTEM "y">` is passed over and y never fetched; one with rules of its own is always refused. */
  readonly bareDoctype?: boolean;
};
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 200_000;

type Open = { name: string; full: string; attributes: Map<string, string>; children: Element[]; text: string[] };

/** A file's XML as a tree: no document types, no entities but XML's own five, nothing fetched, depth and number limited. */
export function readXml(bytes: Uint8Array, limits: Limits = {}): { ok: true; root: Element } | Refused {
  const text = decodeText(bytes);
  if (text === undefined) return refused('TEXT_UNREADABLE', 'neither UTF-8, UTF-16 nor GB18030');
  return parseXml(text, limits);
}

export function parseXml(text: string, { bareDoctype = false }: Limits = {}): { ok: true; root: Element } | Refused {
  const top: Open = { name: '', full: '', attributes: new Map(), children: [], text: [] };
  const open: Open[] = [top];
  let count = 0;
  for (let at = 0; at < text.length;) {
    const inside = open.at(-1) ?? top;
    const start = text.indexOf('<', at);
    const words = unescaped(text.slice(at, start < 0 ? text.length : start));
    if (words === undefined) return refused('XML_REFUSED', 'an entity beyond the five of XML itself');
    inside.text.push(words);
    if (start < 0) break;
    const special = skipped(text, start, bareDoctype);
    if (special !== undefined) {
      if (typeof special === 'object') return special;
      if (text.startsWith('<![CDATA[', start)) inside.text.push(text.slice(start + 9, special - 3));
      at = special;
    } else if (text[start + 1] === '/') {
      const end = text.indexOf('>', start);
      if (end < 0 || open.length < 2 || text.slice(start + 2, end).trimEnd() !== inside.full)
        return refused('MALFORMED', 'an element closed that was not open');
      close(open);
      at = end + 1;
    } else {
      const tag = readTag(text, start);
      if (!tag) return refused('MALFORMED', 'a tag that is not XML');
      if (++count > MAX_ELEMENTS || open.length > MAX_DEPTH)
        return refused('XML_REFUSED', 'more or deeper elements than an ECG needs');
      open.push(tag.element);
      if (tag.empty) close(open);
      at = tag.end;
    }
  }
  const [root, ...more] = top.children;
  if (open.length > 1) return refused('TRUNCATED', 'the XML ends in the middle');
  if (!root || more.length > 0 || top.text.join('').trim() !== '') return refused('MALFORMED', 'not one XML document');
  return { ok: true, root };
}

/** Where a comment, instruction, CDATA or bare document type ends; `undefined` where there is a tag. */
function skipped(text: string, start: number, bareDoctype: boolean): number | Refused | undefined {
  const next = text[start + 1];
  if (next !== '!' && next !== '?') return undefined;
  const end = (mark: string, from: number) => {
    const found = text.indexOf(mark, start + from);
    return found < 0 ? refused('TRUNCATED', 'the XML ends in the middle') : found + mark.length;
  };
  if (next === '?') return end('?>', 2);
  if (text.startsWith('<!--', start)) return end('-->', 4);
  if (text.startsWith('<![CDATA[', start)) return end(']]>', 9);
  const bare = /<!DOCTYPE\s[^[\]<>]{1,500}>/y;
  bare.lastIndex = start;
  if (bareDoctype && bare.test(text)) return bare.lastIndex;
  return refused('XML_REFUSED', 'a document type, which could carry entities');
}

const NAME = /<([^\s/>="'<!?&]+)/y;
const ATTRIBUTE = /\s+([^\s/>="'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

function readTag(text: string, start: number): { element: Open; empty: boolean; end: number } | undefined {
  const full = matchAt(NAME, text, start)?.[1];
  if (full === undefined) return undefined;
  const attributes = new Map<string, string>();
  let at = NAME.lastIndex;
  for (let found = matchAt(ATTRIBUTE, text, at); found; found = matchAt(ATTRIBUTE, text, at)) {
    const [, name = '', double, single] = found;
    const value = unescaped(double ?? single ?? '');
    if (value === undefined || attributes.has(name)) return undefined;
    attributes.set(name, value);
    at = ATTRIBUTE.lastIndex;
  }
  const end = matchAt(END, text, at);
  if (!end) return undefined;
  const element = { name: full.slice(full.indexOf(':') + 1), full, attributes, children: [], text: [] };
  return { element, empty: end[1] === '/', end: END.lastIndex };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function close(open: Open[]): void {
  const done = open.pop();
  const { name, attributes, children, text } = done ?? { name: '', attributes: new Map(), children: [], text: [] };
  open.at(-1)?.children.push({ name, attributes, children, text: text.join('') });
}

const FIVE: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let whole = true;
  const out = text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));|&/g, (_, decimal, hex, name) => {
    const sign = name === undefined ? Number(decimal ?? Number.parseInt(String(hex), 16)) : FIVE[String(name)];
    if (typeof sign === 'number' && sign > 0 && sign <= 0x10ffff) return String.fromCodePoint(sign);
    if (typeof sign !== 'string') whole = false;
    return String(sign);
  });
  return whole ? out : undefined;
}

/** The name of the root element, seen in the first signs of a file; empty where there is none. */
export function rootName(head: string): string {
  let at = 0;
  for (let tries = 0; tries < 100; tries++) {
    const next = /[\uFEFF\s]*<([!?]?)([^\s/>"'<]*)/y;
    next.lastIndex = at;
    const [, special, name = ''] = next.exec(head) ?? [];
    if (special === undefined) return '';
    if (special === '') return name.slice(name.indexOf(':') + 1);
    const end = name.startsWith('--') ? '-->' : '>';
    at = head.indexOf(end, next.lastIndex) + end.length;
    if (at < end.length) return '';
  }
  return '';
}

export const childOf = (element: Element | undefined, ...names: readonly string[]): Element | undefined =>
  names.reduce((at, name) => at?.children.find((child) => child.name === name), element);

export const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

export const attributeOf = (element: Element | undefined, name: string): string => element?.attributes.get(name) ?? '';

/** All descendants of a name, in the order of the document. */
export function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

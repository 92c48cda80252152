import { compactTime } from './fileTime';
import { leadName } from './leads';
import { secondsPer, uvPer, wholeNumbers } from './numbers';
import { MAX_SAMPLES, refused, toUv, type Decoded, type Refused } from './recording';
import { attributeOf, childOf, childrenOf, descendants, readXml, type Element } from './xml';

type Sequences = { readonly axis: Element; readonly leads: readonly Element[] };

/** HL7 annotated ECG (PORT_MT020001, "FDA XML"): the rhythm series; a derived median beat is no recording. */
export function decodeAecg(bytes: Uint8Array): Decoded {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const sets = rhythmSets(xml.root);
  const [set] = sets.toSorted((a, b) => b.leads.length - a.leads.length);
  if (!set) return refused('NO_KNOWN_LEAD', 'no series with a time axis and a lead');
  const increment = childOf(set.axis, 'value', 'increment');
  const step = Number(attributeOf(increment, 'value')) * (secondsPer(attributeOf(increment, 'unit') || 's') ?? NaN);
  if (!(step > 0)) return refused('MALFORMED', 'a time axis without a step');
  const leads = readLeads(set.leads);
  if (!Array.isArray(leads)) return leads;
  const { notes, ...started } = startOf(xml.root, set.axis);
  return {
    ok: true,
    recording: {
      fs: Math.round(1000 / step) / 1000,
      leads,
      ...started,
      notes: [...notes, ...(sets.length > 1 ? ['PARTS_IGNORED'] : [])],
    },
  };
}

/** Every set of sequences that has an axis and leads, outside the derived series. */
function rhythmSets(root: Element): Sequences[] {
  const series = childrenOf(root, 'component').flatMap((part) => childrenOf(part, 'series'));
  return series.flatMap((one) =>
    childrenOf(one, 'component').flatMap((part) =>
      childrenOf(part, 'sequenceSet').flatMap((set) => {
        const sequences = childrenOf(set, 'component').flatMap((inner) => childrenOf(inner, 'sequence'));
        const axis = sequences.find((sequence) => codeOf(sequence).startsWith('TIME_'));
        const leads = sequences.filter((sequence) => leadName(codeOf(sequence)) !== undefined);
        return axis && leads.length > 0 ? [{ axis, leads }] : [];
      }),
    ),
  );
}

const codeOf = (sequence: Element): string => attributeOf(childOf(sequence, 'code'), 'code');

function readLeads(sequences: readonly Element[]): { name: string; uv: Int16Array }[] | Refused {
  const leads: { name: string; uv: Int16Array }[] = [];
  const most = Math.floor(MAX_SAMPLES / sequences.length);
  for (const sequence of sequences) {
    const value = childOf(sequence, 'value');
    const counts = wholeNumbers(childOf(value, 'digits')?.text ?? '', most);
    const scale = microvolts(childOf(value, 'scale'));
    const origin = microvolts(childOf(value, 'origin')) ?? 0;
    if (!counts || scale === undefined || scale === 0) return refused('MALFORMED', 'samples without number or scale');
    leads.push({ name: codeOf(sequence), uv: Int16Array.from(counts, (count) => toUv(origin + count * scale)) });
  }
  return leads;
}

function microvolts(quantity: Element | undefined): number | undefined {
  const text = attributeOf(quantity, 'value');
  const value = Number(text) * (uvPer(attributeOf(quantity, 'unit') || 'uV') ?? NaN);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

/** An axis of absolute time begins at its head; beside a relative one the file's own effective time speaks. */
function startOf(root: Element, axis: Element) {
  const head = childOf(axis, 'value', 'head');
  const [effective] = descendants(root, 'effectiveTime');
  const said = childOf(effective, 'low') ?? childOf(effective, 'center');
  return compactTime(attributeOf(codeOf(axis) === 'TIME_ABSOLUTE' ? head : said, 'value'));
}

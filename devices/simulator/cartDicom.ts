import { LEAD_NUMBERS } from '../formats/leadCodes';
import type { Lead, Recording } from '../formats/recording';

const LONG = new Set(['OB', 'OW', 'SQ']);

export type DicomChoices = {
  readonly implicit?: boolean;
  readonly sopClass?: string;
  readonly unit?: 'uV' | 'mV';
  /** Sequences end at a mark of their own instead of after a length. */
  readonly openLengths?: boolean;
  /** A second group, which a device worked out: a beat padded with what stands for no value. */
  readonly median?: boolean;
};

/** A DICOM 12-lead waveform of somebody nobody ever met, 1 µV a count. */
export function writeDicom({ fs, leads, startedAt }: Recording, choices: DicomChoices = {}): Buffer {
  const { implicit = false, sopClass = '1.2.840.10008.5.1.4.1.1.9.1.1', openLengths = false, median = false } = choices;
  const write = writer(implicit, openLengths);
  const time = startedAt === undefined ? '' : new Date(startedAt).toISOString().replaceAll(/[-:T]|\..*$/g, '');
  const group = (originality: string, given: readonly Lead[]) =>
    Buffer.concat([
      write.text('003a0004', 'CS', originality),
      write.short('003a0005', given.length),
      write.long('003a0010', given[0]?.uv.length ?? 0),
      write.text('003a001a', 'DS', String(fs)),
      write.sequence(
        '003a0200',
        given.map((lead) => channel(write, lead, choices.unit ?? 'uV')),
      ),
      write.short('54001004', 16),
      write.text('54001006', 'CS', 'SS'),
      write.raw('54001010', 'OW', turns(given)),
    ]);
  const padded = leads.map(({ name }) => ({ name, uv: new Int16Array(600).fill(-32_768) }));
  const meta = writer(false, false).text('00020010', 'UI', implicit ? '1.2.840.10008.1.2' : '1.2.840.10008.1.2.1');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    writer(false, false).raw('00020000', 'UL', length),
    meta,
    write.text('00080016', 'UI', sopClass),
    write.text('0008002a', 'DT', time),
    write.text('00100010', 'PN', 'SYNTHETIC^NOBODY'),
    write.sequence('54000100', [group('ORIGINAL', leads), ...(median ? [group('DERIVED', padded)] : [])]),
  ]);
}

function channel(write: ReturnType<typeof writer>, { name }: Lead, unit: 'uV' | 'mV'): Buffer {
  return Buffer.concat([
    write.sequence('003a0208', [
      Buffer.concat([
        write.text('00080100', 'SH', `5.6.3-9-${LEAD_NUMBERS[name]}`),
        write.text('00080102', 'SH', 'SCPECG'),
      ]),
    ]),
    write.text('003a0210', 'DS', unit === 'uV' ? '1' : '0.001'),
    write.sequence('003a0211', [write.text('00080100', 'SH', unit)]),
    write.text('003a0212', 'DS', '1'),
    write.text('003a0213', 'DS', '0'),
  ]);
}

/** Channels take turns, sample by sample. */
function turns(leads: readonly Lead[]): Buffer {
  const samples = leads[0]?.uv.length ?? 0;
  const out = Buffer.alloc(samples * leads.length * 2);
  for (const [turn, { uv }] of leads.entries())
    uv.forEach((value, n) => out.writeInt16LE(value, (n * leads.length + turn) * 2));
  return out;
}

const OPEN = 0xffffffff;

function writer(implicit: boolean, openLengths: boolean) {
  const tagged = (tag: string, size: number) => {
    const head = Buffer.alloc(size);
    head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16));
    head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
    return head;
  };
  const mark = (tag: string, length: number) => {
    const head = tagged(tag, 8);
    head.writeUInt32LE(length, 4);
    return head;
  };
  const raw = (tag: string, vr: string, value: Buffer, length = value.length): Buffer => {
    if (implicit) return Buffer.concat([mark(tag, length), value]);
    const head = tagged(tag, LONG.has(vr) ? 12 : 8);
    head.write(vr, 4, 'latin1');
    if (LONG.has(vr)) head.writeUInt32LE(length, 8);
    else head.writeUInt16LE(length, 6);
    return Buffer.concat([head, value]);
  };
  const number = (tag: string, vr: string, size: number, value: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return raw(tag, vr, bytes);
  };
  return {
    raw,
    text: (tag: string, vr: string, value: string) =>
      raw(tag, vr, Buffer.from(value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' '), 'latin1')),
    short: (tag: string, value: number) => number(tag, 'US', 2, value),
    long: (tag: string, value: number) => number(tag, 'UL', 4, value),
    sequence: (tag: string, items: readonly Buffer[]): Buffer => {
      const parts = items.flatMap((item) =>
        openLengths ? [mark('fffee000', OPEN), item, mark('fffee00d', 0)] : [mark('fffee000', item.length), item],
      );
      const value = Buffer.concat([...parts, ...(openLengths ? [mark('fffee0dd', 0)] : [])]);
      return raw(tag, 'SQ', value, openLengths ? OPEN : value.length);
    },
  };
}

import { TWELVE } from '../formats/leads';
import type { Lead, Recording } from '../formats/recording';
import { packXli } from './cartXli';

const two = (n: number) => String(n).padStart(2, '0');
/** Wall time as HL7 writes it, of a cart that knows no zone. */
const compact = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:T]|\..*$/g, '');

type Written = Pick<Recording, 'fs' | 'leads'> & { readonly startedAt?: number };

/** HL7 annotated ECG of somebody nobody ever met, 1 µV a count. */
export function writeAecg({ fs, leads, startedAt }: Written): Buffer {
  const sequence = ({ name, uv }: Lead) => `
      <component><sequence><code code="MDC_ECG_LEAD_${name.toUpperCase()}" codeSystem="2.16.840.1.113883.6.24"/>
        <value xsi:type="SLIST_PQ"><origin value="0" unit="uV"/><scale value="1" unit="uV"/><digits>${uv.join(' ')}</digits></value>
      </sequence></component>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<AnnotatedECG xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" type="Observation">
  <code code="93000" codeSystem="2.16.840.1.113883.6.12"/>
  <component><series><code code="RHYTHM" codeSystem="2.16.840.1.113883.5.4"/>
    <component><sequenceSet>
      <component><sequence><code code="TIME_ABSOLUTE" codeSystem="2.16.840.1.113883.5.4"/>
        <value xsi:type="GLIST_TS"><head value="${startedAt === undefined ? '' : compact(startedAt)}"/><increment value="${1 / fs}" unit="s"/></value>
      </sequence></component>${leads.map(sequence).join('')}
    </sequenceSet></component>
  </series></component>
</AnnotatedECG>
`);
}

/** Philips Sierra XML 1.04 in UTF-16, waveforms packed by XLI, 1 µV a count. */
export function writePhilips({ fs, leads, startedAt = 0 }: Written): Buffer {
  const uvOf = (name: string) => leads.find((lead) => lead.name === name)?.uv ?? new Int16Array(0);
  const [one, second] = [uvOf('I'), uvOf('II')];
  const half = (sum: number) => Math.trunc(sum / 2);
  const at = (uv: Int16Array, n: number) => uv[n] ?? 0;
  const three = uvOf('III');
  const foretold: Readonly<Record<string, (n: number) => number>> = {
    III: (n) => at(second, n) - at(one, n),
    aVR: (n) => -half(at(one, n) + at(second, n)),
    aVL: (n) => half(at(one, n) - at(three, n)),
    aVF: (n) => half(at(second, n) + at(three, n)),
  };
  const counts = TWELVE.map((name) => {
    const tell = foretold[name];
    return tell ? uvOf(name).map((value, n) => tell(n) - value) : uvOf(name);
  });
  const time = new Date(startedAt);
  const date = `${time.getUTCFullYear()}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
  const clock = `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
  const text = `<?xml version="1.0" encoding="utf-16"?>
<restingecgdata xmlns="http://www3.medical.philips.com">
  <documentinfo><documenttype>PhilipsECG</documenttype><documentversion>1.04</documentversion></documentinfo>
  <dataacquisition date="${date}" time="${clock}"><signalcharacteristics><samplingrate>${fs}</samplingrate><resolution>1</resolution></signalcharacteristics></dataacquisition>
  <waveforms><parsedwaveforms dataencoding="Base64" compression="XLI" numberofleads="12" leadlabels="${TWELVE.join(' ')}" durationperchannel="${Math.round((one.length / fs) * 1000)}" samplespersecond="${fs}" resolution="1" hipass="0.05" lowpass="150">${packXli(counts).toString('base64')}</parsedwaveforms></waveforms>
</restingecgdata>
`;
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

/** Schiller's XML of the AT family, 1 µV a count, with the date of a cart that lost its clock. */
export function writeSchiller({ fs, leads }: Written): Buffer {
  const channel = ({ name, uv }: Lead) =>
    `<channel><name>${name.toUpperCase()}</name><data>${uv.join(',')},</data><datastype>COMMASEPARATE</datastype><samplecount>${uv.length}</samplecount></channel>\n`;
  return Buffer.from(`<?xml version="1.0"?>
<com.xiriuz.sema.xml.schillerEDI.SchillerEDI>
<examdescript><startdatetime><date>19700101</date><time>000000000</time></startdatetime></examdescript>
<eventdata><event><wavedata><type>ECG_RHYTHMS</type>
<resolution><samplerate><exponent>1</exponent><value>${fs}</value></samplerate><yres><unitperbit>1.0</unitperbit><units>UV</units></yres></resolution>
${leads.map(channel).join('')}</wavedata></event></eventdata>
</com.xiriuz.sema.xml.schillerEDI.SchillerEDI>
`);
}

import { dateAndTime } from './fileTime';
import { TWELVE } from './leads';
import { MAX_SAMPLES, refused, toUv, type Decoded } from './recording';
import { unpackXli } from './xli';
import { attributeOf, childOf, readXml, type Element } from './xml';

/** Philips Sierra XML 1.03 to 1.04.01, as PageWriter carts, HeartStart monitors and TraceMasterVue write it. */
export function decodePhilips(bytes: Uint8Array): Decoded {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const waveforms = childOf(xml.root, 'waveforms', 'parsedwaveforms');
  const said = describe(xml.root, waveforms);
  if (!said) return refused('MALFORMED', 'no rate, resolution or length of its waveforms');
  if (!said.xli) return refused('UNSUPPORTED', 'waveforms packed otherwise than by XLI');
  const counts = unpackXli(Buffer.from(waveforms?.text ?? '', 'base64'), said.names.length, said.samples);
  if (!Array.isArray(counts)) return counts;
  restoreLimbLeads(counts);
  const leads = said.names.map((name, n) => ({
    name,
    uv: (counts[n] ?? new Int16Array(0)).map((count) => toUv(count * said.uvPerCount)),
  }));
  const acquired = childOf(xml.root, 'dataacquisition');
  const started = dateAndTime(attributeOf(acquired, 'date'), attributeOf(acquired, 'time'));
  return { ok: true, recording: { fs: said.fs, leads, ...said.filters, ...started } };
}

/** 1.04 says it at the waveforms, 1.03 among the characteristics of the signal. */
function describe(root: Element, waveforms: Element | undefined) {
  const signal = childOf(root, 'dataacquisition', 'signalcharacteristics');
  const number = (attribute: string, ...names: readonly string[]) =>
    Number(
      attributeOf(waveforms, attribute) ||
        names.map((name) => childOf(signal, name)?.text.trim() ?? '').find((text) => text !== ''),
    );
  const fs = number('samplespersecond', 'samplingrate');
  const uvPerCount = number('resolution', 'signalresolution', 'resolution');
  const samples = Math.round((number('durationperchannel') * fs) / 1000);
  const labels = attributeOf(waveforms, 'leadlabels').split(/\s+/).filter(Boolean);
  const names = labels.length > 0 ? labels : TWELVE;
  if (!(fs > 0 && uvPerCount > 0 && samples > 0) || samples * names.length > MAX_SAMPLES) return undefined;
  const packing = attributeOf(waveforms, 'compression') || attributeOf(waveforms, 'compressmethod');
  const band = ['hipass', 'lowpass'].map((name) => attributeOf(waveforms, name)).filter(Boolean);
  return {
    fs,
    uvPerCount,
    samples,
    names,
    xli: packing === 'XLI' && attributeOf(waveforms, 'dataencoding') === 'Base64',
    filters: band.length === 2 ? { filters: `${band.join('-')} Hz` } : {},
  };
}

/** Of the derived limb leads XLI holds only what I and II do not foretell, so that it packs well. */
function restoreLimbLeads([one, two, three, right, left, foot]: readonly Int16Array[]): void {
  if (!one || !two || !three || !right || !left || !foot) return;
  for (let n = 0; n < one.length; n++) {
    const [i, ii] = [one[n] ?? 0, two[n] ?? 0];
    const iii = ii - i - (three[n] ?? 0);
    three[n] = iii;
    right[n] = -(right[n] ?? 0) - Math.trunc((i + ii) / 2);
    left[n] = Math.trunc((i - iii) / 2) - (left[n] ?? 0);
    foot[n] = Math.trunc((ii + iii) / 2) - (foot[n] ?? 0);
  }
}

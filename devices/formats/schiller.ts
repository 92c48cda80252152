import { dateAndTime } from './fileTime';
import { uvPer, wholeNumbers } from './numbers';
import { MAX_SAMPLES, refused, toUv, type Decoded } from './recording';
import { childOf, childrenOf, descendants, readXml, type Element } from './xml';

/** Schiller's XML of the AT family: the rhythm beside the averages, which are no recording. */
export function decodeSchiller(bytes: Uint8Array): Decoded {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const rhythm = descendants(xml.root, 'wavedata').find((wave) => textOf(wave, 'type') === 'ECG_RHYTHMS');
  const rate = childOf(rhythm, 'resolution', 'samplerate');
  const scale = childOf(rhythm, 'resolution', 'yres');
  const fs = textOf(rate, 'exponent') === '1' ? Number(textOf(rate, 'value')) : NaN;
  const uvPerCount = Number(textOf(scale, 'unitperbit')) * (uvPer(textOf(scale, 'units')) ?? NaN);
  const channels = childrenOf(rhythm, 'channel');
  if (!(fs > 0 && uvPerCount > 0) || channels.length === 0)
    return refused('MALFORMED', 'no rhythm with a rate and a scale');
  const leads: { name: string; uv: Int16Array }[] = [];
  for (const channel of channels) {
    const counts = wholeNumbers(textOf(channel, 'data'), Math.floor(MAX_SAMPLES / channels.length));
    if (!counts) return refused('MALFORMED', 'samples that are no whole numbers');
    if (counts.length !== Number(textOf(channel, 'samplecount')))
      return refused('TRUNCATED', 'fewer or more samples than announced');
    leads.push({ name: textOf(channel, 'name'), uv: Int16Array.from(counts, (count) => toUv(count * uvPerCount)) });
  }
  const started = childOf(xml.root, 'examdescript', 'startdatetime');
  return {
    ok: true,
    recording: { fs, leads, ...dateAndTime(textOf(started, 'date'), textOf(started, 'time')) },
  };
}

const textOf = (element: Element | undefined, name: string): string => childOf(element, name)?.text.trim() ?? '';

import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmCode, VitalCode } from '../../workflows/domain/vocabulary';
import type { Receipt } from '../receipt';
import { VITALS } from '../vitals';
import { syntheticTwelveLead } from './heart';
import { ulid, type Say } from './composer';
import type { LinkOptions } from './connection';
import { openLink, type Link } from './link';

export type AlarmSaid = {
  readonly code: AlarmCode;
  readonly phase?: 'start' | 'update' | 'end';
  readonly alarmId?: string;
  readonly value?: number;
  readonly unit?: string;
  readonly priorityClaimed?: 'high' | 'medium' | 'low' | 'info';
  readonly symptoms?: readonly string[];
  readonly onsetAt?: number;
  /** How long it has lasted already, where the device waited by itself. */
  readonly durationMs?: number;
};

export type Measured = {
  readonly code: VitalCode;
  readonly value: number | null;
  readonly at?: number;
  readonly lead?: string;
  readonly reason?: string;
  readonly assay?: string;
  readonly limit?: number;
};

export type Wearable = {
  vitals(points: readonly Measured[], say?: Say): Promise<Receipt>;
  alarm(said: AlarmSaid, say?: Say): Promise<Receipt>;
  /** The one-key call for help. */
  sos(say?: Say): Promise<Receipt>;
  /** The trace that runs with an alarm, a second a piece, until it is stopped or long enough. */
  trace(alarmId: string, of: TraceOf): Promise<Receipt[]>;
  readonly link: Link;
  close(): Promise<void>;
};

export type TraceOf = {
  readonly seconds: number;
  /** How long (ms) the device takes for one second of its trace: less, to play a story faster. */
  readonly everyMs?: number;
  readonly rate?: number;
  readonly stop?: () => boolean;
};

/** What the patch measures: one lead at so many samples a second, in so many µV a step. */
const PATCH = { lead: 'II', fs: 125, uvPerLsb: 1 } as const;

const TECHNICAL: readonly AlarmCode[] = ['LEAD_OFF', 'POOR_SIGNAL', 'LOW_BATTERY', 'NO_DATA', 'PLATFORM_FAULT'];
const PATIENT: readonly AlarmCode[] = ['SOS', 'CHEST_PAIN_REPORTED'];
const categoryOf = (code: AlarmCode) =>
  TECHNICAL.includes(code) ? 'technical' : PATIENT.includes(code) ? 'patient' : 'physiological';

/** A patch or watch: vitals, alarms, the SOS button. Cut its link and it buffers; mend it and all goes out. */
export async function makeWearable(options: LinkOptions): Promise<Wearable> {
  const link = await openLink({ birth: { battery: 90 }, ...options });
  const { clock = Date.now } = options;
  await link.born;
  const alarm: Wearable['alarm'] = (
    { code, phase = 'start', alarmId = ulid(clock()), onsetAt = clock(), symptoms, ...rest },
    say,
  ) =>
    link.say(
      'alarm',
      {
        alarmId,
        phase,
        category: categoryOf(code),
        code,
        onsetAt: new Date(onsetAt).toISOString(),
        ...(symptoms && { symptoms }),
        ...rest,
      },
      { measuredAt: onsetAt, ...say },
    );
  return {
    link,
    alarm,
    vitals: (points, say) =>
      link.say(
        'vitals',
        {
          points: points.map(({ at = clock(), code, ...rest }) => ({
            at: new Date(at).toISOString(),
            code,
            unit: VITALS[code].unit,
            ...rest,
          })),
        },
        say,
      ),
    sos: (say) => alarm({ code: 'SOS' }, say),
    trace: (alarmId, of) => sendTrace(link, clock, alarmId, of),
    close: () => link.close(),
  };
}

async function sendTrace(
  link: Link,
  clock: () => number,
  alarmId: string,
  { seconds, everyMs = 1_000, rate = 110, stop = () => false }: TraceOf,
): Promise<Receipt[]> {
  const { leads } = syntheticTwelveLead({ fs: PATCH.fs, seconds, rate });
  const uv = leads.find(({ name }) => name === PATCH.lead)?.uv ?? new Int16Array();
  const startedAt = clock();
  const heard: Promise<Receipt>[] = [];
  for (let n = 0, last = false; n < seconds && !last; n++) {
    last = n === seconds - 1 || stop();
    const piece = uv.slice(n * PATCH.fs, (n + 1) * PATCH.fs);
    const b64 = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64');
    const at = startedAt + n * 1_000;
    const data = { alarmId, n, at: new Date(at).toISOString(), ...PATCH, b64, ...(last && { last }) };
    heard.push(link.say('ecg/stream', data, { measuredAt: at }));
    await sleep(everyMs);
  }
  return Promise.all(heard);
}

import type { AlarmCode, VitalCode } from '../../workflows/domain/vocabulary';
import type { Receipt } from '../receipt';
import { VITALS } from '../vitals';
import { openLink, ulid, type Link, type LinkOptions, type Say } from './link';

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
  readonly link: Link;
  close(): Promise<void>;
};

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
    close: () => link.close(),
  };
}

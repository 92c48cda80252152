import { useEffect } from 'react';
import type { DeskQuery } from '../api/generated/graphql';
import { pulses } from '../parts/ring';

type Alarm = Pick<DeskQuery['incidents'][number], 'id' | 'priority' | 'status' | 'late'>;
type Signal = { readonly pulses: number; readonly everyMs: number; readonly pitch: number };

/** clinical.md 6.1: 10 pulses every 2.5 to 15 s, 3 every 2.5 to 30 s; LOW is silent at the desk. */
const SIGNALS: Readonly<Partial<Record<Alarm['priority'], Signal>>> = {
  HIGH: { pulses: 10, everyMs: 10_000, pitch: 880 },
  MEDIUM: { pulses: 3, everyMs: 25_000, pitch: 660 },
};

/** Those that sound: nobody has acknowledged them; a late one has no siren (devices.md 6.3). */
const sounding = (alarms: readonly Alarm[], priority: Alarm['priority']): readonly string[] =>
  alarms
    .filter((one) => one.priority === priority && one.status === 'NOTIFIED' && !one.late)
    .map(({ id }) => id)
    .toSorted();

/** The gravest sound of the desk now, and of which alarms: acknowledging silences one alarm alone, a new one sounds. */
export function deskSignal(alarms: readonly Alarm[]): { readonly signal: Signal; readonly of: string } | undefined {
  for (const priority of ['HIGH', 'MEDIUM'] as const) {
    const ids = sounding(alarms, priority);
    const signal = SIGNALS[priority];
    if (signal !== undefined && ids.length > 0) return { signal, of: ids.join(' ') };
  }
  return undefined;
}

/** Sounds while an alarm of the desk is unanswered; silent until the person has touched the screen once. */
export function useDeskSignal(alarms: readonly Alarm[]): void {
  const now = deskSignal(alarms);
  const [signal, of] = [now?.signal, now?.of];
  useEffect(() => {
    if (signal === undefined || of === undefined) return undefined;
    const sound = () => pulses(signal.pulses, signal.pitch);
    sound();
    const timer = setInterval(sound, signal.everyMs);
    return () => clearInterval(timer);
  }, [signal, of]);
}

import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import { IncidentTraceDocument, type IncidentTraceQuery } from '../api/generated/graphql';
import type { Stretch } from '../ecg/paper';
import { serverNow } from '../useNow';

type Seen = NonNullable<NonNullable<IncidentTraceQuery['incident']>['trace']>;

export type ShownTrace = Pick<Seen, 'missing' | 'seconds' | 'running'> & {
  readonly lead: string;
  readonly stretches: readonly Stretch[];
};

/** While it runs it is looked at so often; before it has begun, less, ms. */
const RUNNING_MS = 1_000;
const WAITING_MS = 3_000;
/** A trace whose end was never told is no longer waited for after this, ms. */
const GIVEN_UP_MS = 10 * 60_000;
/** Pieces kept for drawing: a little more than the strip shows. */
const KEPT = 30;

const stretchOf = ({ at, fs, uvPerLsb, samples }: Seen['pieces'][number]): Stretch => {
  const bytes = Uint8Array.from(atob(samples), (one) => one.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const uv = Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, n) =>
    Math.round(view.getInt16(n * 2, true) * uvPerLsb),
  );
  return { at: Date.parse(at), fs, uv };
};

const grown = (old: ShownTrace | undefined, { missing, seconds, running, pieces }: Seen): ShownTrace => ({
  ...{ missing, seconds, running },
  lead: pieces.at(-1)?.lead ?? old?.lead ?? '',
  stretches:
    pieces.length === 0
      ? (old?.stretches ?? [])
      : [...(old?.stretches ?? []), ...pieces.map(stretchOf)].toSorted((one, other) => one.at - other.at).slice(-KEPT),
});

/** Follows an incident's trace until the device has stopped; pieces that come late fill their gap. */
export function useTrace(incidentId: string, wanted: boolean): ShownTrace | undefined {
  const [trace, setTrace] = useState<ShownTrace>();
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    let after = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer = await ask(IncidentTraceDocument, { id: incidentId, after: String(after) });
      if (left) return;
      const seen = 'data' in answer ? answer.data.incident?.trace : undefined;
      if (seen != null) {
        after = Math.max(after, ...seen.pieces.map(({ position }) => Number(position)));
        setTrace((old) => grown(old, seen));
        if (seen.ended || serverNow() - Date.parse(seen.lastReceivedAt) > GIVEN_UP_MS) return;
      }
      timer = setTimeout(() => void look(), seen?.running === true ? RUNNING_MS : WAITING_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [incidentId, wanted]);
  return trace;
}

import { useEffect, useRef } from 'react';
import type { DeskQuery } from '../api/generated/graphql';
import { drawStrip } from '../ecg/draw';
import { CSS_PX_PER_MM } from '../ecg/paper';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { useTrace } from './useTrace';

/** A wearable that sends a trace begins within this of its alarm, ms. */
const BEGINS_WITHIN_MS = 10 * 60_000;

/** The trace a wearable sends while its wearer waits for help, as it grows. */
export function LiveTrace({ incident }: { readonly incident: DeskQuery['incidents'][number] }) {
  const { t } = useWords();
  const now = useNow();
  const { id, priority, closedAt, raisedAt } = incident;
  const mayBegin = closedAt === null && priority === 'HIGH' && now - Date.parse(raisedAt) < BEGINS_WITHIN_MS;
  const trace = useTrace(id, incident.trace !== null || mayBegin);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stretches = trace?.stretches;
  useEffect(() => {
    if (canvas.current !== null && stretches !== undefined && stretches.length > 0)
      drawStrip(canvas.current, stretches, { pxPerMm: CSS_PX_PER_MM, sharpness: devicePixelRatio });
  }, [stretches]);
  if (trace === undefined || trace.stretches.length === 0) return null;
  const says = fill(t.traceSays, { lead: trace.lead, n: Math.round(trace.seconds) });
  const state = trace.running ? `● ${t.traceRuns}` : `○ ${t.traceStopped}`;
  const missing = trace.missing > 0 ? `▲ ${fill(t.traceMissing, { n: trace.missing })}` : '';
  return (
    <section aria-label={t.liveTrace} className="live-trace">
      <p className="meta row wrap">
        <strong>{t.liveTrace}</strong>
        <span>{says}</span>
        <span>{state}</span>
        {missing === '' ? null : <span className="tag warn">{missing}</span>}
      </p>
      <div className="scroll-x">
        <canvas
          ref={canvas}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="img"
          aria-label={`${t.liveTrace}: ${says} ${state} ${missing}`}
        />
      </div>
      <p className="hint">{t.traceHint}</p>
    </section>
  );
}

import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { drawEcg } from './draw';
import { CSS_PX_PER_MM, measure, MM_PER_MV, MM_PER_S, paperHeightMm, paperWidthMm } from './paper';
import type { Samples } from './samples';

type Point = { readonly xMm: number; readonly yMm: number };
type Caliper = { readonly from: Point; readonly to: Point };

/** One press of an arrow key: 10 ms or 0.05 mV. */
const KEY_STEP = { x: (10 / 1000) * MM_PER_S, y: 0.05 * MM_PER_MV } as const;
const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: { xMm: -KEY_STEP.x, yMm: 0 },
  ArrowRight: { xMm: KEY_STEP.x, yMm: 0 },
  ArrowUp: { xMm: 0, yMm: -KEY_STEP.y },
  ArrowDown: { xMm: 0, yMm: KEY_STEP.y },
};

/** Where calipers begin when the keyboard asks for them: one second wide in the middle of the paper. */
const START: Caliper = { from: { xMm: 60, yMm: 50 }, to: { xMm: 60 + MM_PER_S, yMm: 50 - MM_PER_MV } };

/** Twelve leads on calibrated paper, with calipers. `zoom` 1 is true size on a 96-dpi screen. */
export function EcgTrace({
  samples,
  zoom,
  calipers,
}: {
  readonly samples: Samples;
  readonly zoom: number;
  readonly calipers: boolean;
}) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [caliper, setCaliper] = useState<Caliper | undefined>(calipers ? START : undefined);
  const dragging = useRef(false);
  const pxPerMm = CSS_PX_PER_MM * zoom;

  useEffect(() => {
    if (canvas.current !== null) drawEcg(canvas.current, samples, pxPerMm, window.devicePixelRatio || 1);
  }, [samples, pxPerMm]);

  const at = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { xMm: (event.clientX - box.left) / pxPerMm, yMm: (event.clientY - box.top) / pxPerMm };
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (step === undefined || caliper === undefined) return;
    event.preventDefault();
    const end = event.shiftKey ? 'from' : 'to';
    setCaliper({ ...caliper, [end]: { xMm: caliper[end].xMm + step.xMm, yMm: caliper[end].yMm + step.yMm } });
  };

  const width = paperWidthMm(samples.durationS) * pxPerMm;
  const height = paperHeightMm() * pxPerMm;
  return (
    <div className="ecg-scroll">
      {/* A drawing one measures on: neither a control nor a text, so no native element fits. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={calipers ? 'ecg measuring' : 'ecg'}
        style={{ width, height }}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={calipers ? t.calipersHint : t.calipers}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          if (!calipers) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          dragging.current = true;
          setCaliper({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => {
          if (dragging.current) setCaliper((old) => (old === undefined ? old : { ...old, to: at(event) }));
        }}
        onPointerUp={() => {
          dragging.current = false;
        }}
      >
        <canvas
          ref={canvas}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="img"
          aria-label={fill(t.ecgLabel, { leads: [...samples.leads.keys()].join(', ') })}
          data-px-per-mm={pxPerMm}
          data-samples={[...samples.leads.values()][0]?.length ?? 0}
        />
        {caliper === undefined ? null : (
          <CaliperLines caliper={caliper} pxPerMm={pxPerMm} width={width} height={height} />
        )}
      </div>
      {caliper === undefined ? null : <Readout caliper={caliper} />}
    </div>
  );
}

function CaliperLines({
  caliper,
  pxPerMm,
  width,
  height,
}: {
  readonly caliper: Caliper;
  readonly pxPerMm: number;
  readonly width: number;
  readonly height: number;
}) {
  const [x1, x2, y1, y2] = [caliper.from.xMm, caliper.to.xMm, caliper.from.yMm, caliper.to.yMm].map(
    (mm) => mm * pxPerMm,
  );
  return (
    <svg className="calipers" width={width} height={height} aria-hidden="true">
      {[x1, x2].map((x, index) => (
        <line key={`x${index}`} x1={x} x2={x} y1={0} y2={height} />
      ))}
      {[y1, y2].map((y, index) => (
        <line key={`y${index}`} x1={0} x2={width} y1={y} y2={y} strokeDasharray="3 3" />
      ))}
    </svg>
  );
}

function Readout({ caliper }: { readonly caliper: Caliper }) {
  const { t } = useWords();
  const { ms, mV, perMin } = measure(caliper.from, caliper.to);
  return (
    <output className="caliper-value" aria-live="polite">
      {fill(t.caliperValue, { ms, mV: mV.toFixed(2) })}{' '}
      {perMin === undefined ? '' : `· ${fill(t.perMin, { n: perMin })}`}
    </output>
  );
}

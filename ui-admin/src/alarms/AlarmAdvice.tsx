import type { AlarmCode } from '../../../workflows/domain/vocabulary';
import { useWords, type Words } from '../words/words';

/** clinical.md 6.2 and 10.30: what the row itself asks of whoever answers. */
const ADVICE: Readonly<Partial<Record<AlarmCode, (t: Words['t']) => string>>> = {
  ST_ELEVATION_FEW_LEADS: (t) => t.adviceFewLeads,
  GLUCOSE_ABNORMAL: (t) => t.adviceGlucose,
  BP_ABNORMAL: (t) => t.advicePressure,
};

/** What to ask for or to repeat, until somebody has assessed the alarm. */
export function AlarmAdvice({ code }: { readonly code: AlarmCode }) {
  const { t } = useWords();
  const advice = ADVICE[code];
  return advice === undefined ? null : <p className="hint">{advice(t)}</p>;
}

import type { FixPartsFragment } from '../api/generated/graphql';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

const MINUTE_MS = 60_000;

/** Where a vehicle was and when it means to arrive; a place without its age would be taken for now. */
export function VehicleFix({ fix }: { readonly fix: FixPartsFragment | null }) {
  const { t } = useWords();
  const now = useNow();
  if (fix === null) return null;
  const age = (at: string) => Math.max(0, Math.round((now - Date.parse(at)) / MINUTE_MS));
  const { at, latitude, longitude, etaAt, etaSaidAt } = fix;
  return (
    <p className="meta">
      {fill(t.fixAge, { place: `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`, n: age(at) })}
      {etaAt === null || etaSaidAt === null
        ? ''
        : ` · ${fill(t.etaAge, { time: shortTime(Date.parse(etaAt), now), n: age(etaSaidAt) })}`}
    </p>
  );
}

import type { ResourcesNowQuery } from '../api/generated/graphql';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Lab = Pick<ResourcesNowQuery['labs'][number], 'holder' | 'end'>;

/** When a held lab is forecast to be free, by the hospital's own cases, or that nobody knows. */
export function LabEnd({ lab: { holder, end } }: { readonly lab: Lab }) {
  const { t } = useWords();
  const now = useNow();
  if (holder === null) return null;
  return (
    <span className="meta">
      {end === null
        ? `◇ ${t.labEndUnknown}`
        : fill(t.labEndAt, { time: shortTime(Date.parse(end.at), now), n: end.cases })}
    </span>
  );
}

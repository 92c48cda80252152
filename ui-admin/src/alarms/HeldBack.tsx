import { Link } from 'react-router';
import type { DeskQuery } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** What the desk does not hear for now, and through whom: nothing is held back unseen. */
export function HeldBack({ all }: { readonly all: DeskQuery['alarmSuppressions'] }) {
  const { t, word } = useWords();
  const now = useNow();
  if (all.length === 0) return null;
  return (
    <section aria-label={t.suppressions} className="held-back">
      <h2>
        ▲ {t.suppressions} ({all.length})
      </h2>
      <ul className="plain">
        {all.map(({ id, patient, code, withHigh, by, untilAt, held }) => (
          <li key={id} className="row wrap">
            <Link to={to.alarmLimits(patient.id)}>{patient.name}</Link>
            <strong>{word('alarm', code)}</strong>
            {withHigh ? <span className="tag warn">▲ {t.withHighShort}</span> : null}
            <span className="meta">
              {fill(t.suppressedUntil, { time: shortTime(Date.parse(untilAt), now), who: personName(by) })} ·{' '}
              {fill(t.suppressedHeld, { n: held })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

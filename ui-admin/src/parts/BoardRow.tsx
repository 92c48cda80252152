import { Link } from 'react-router';
import type { Phase } from '../../../workflows/domain/vocabulary';
import type { BoardRowFragment } from '../api/generated/graphql';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { AckMarks } from './AckMarks';
import { ClockBar } from './ClockBar';
import { drawnClock } from './drawnClock';
import { personName, siteName } from './sentences';

/** The steps in which the PCI hospital has the patient, or awaits them. */
const AT_PCI_HOSPITAL: readonly Phase[] = ['TRANSFER', 'LAB_ACTIVATED', 'IN_LAB', 'INPATIENT'];

/** One episode on the board: who and where, which step, what runs out next, who owes it. */
export function BoardRow({ row }: { readonly row: BoardRowFragment }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { patient, nextClock, nextOwner } = row;
  const here = AT_PCI_HOSPITAL.includes(row.phase) ? row.receivingSite : row.communitySite;
  const onward = here?.id === row.receivingSite?.id || row.phase === 'FOLLOW_UP' ? null : row.receivingSite;
  const age = patient?.ageYears == null ? '' : fill(t.years, { n: patient.ageYears });
  return (
    <tr className={row.nobodyAnswered ? 'nobody' : undefined} data-episode={row.id}>
      <th scope="row">
        <Link to={to.episode(row.id)} className="patient">
          {patient?.name ?? row.id}
        </Link>
        <div className="meta">
          {patient === null ? null : `${word('sex', patient.sex)} ${age}`}
          {row.drill ? <span className="tag">{t.drill}</span> : null}
        </div>
        {row.standingOverlays.map((overlay) => (
          <span key={overlay} className="nobody-tag">
            ■ {word('overlay', overlay)}
          </span>
        ))}
        {row.nobodyAnswered ? (
          <Link to={`${to.episode(row.id)}#ladders`} className="nobody-tag" title={t.nobodyAnsweredHint}>
            ■ {t.nobodyAnswered}
          </Link>
        ) : null}
      </th>
      <td>
        {siteName(here, words)}
        <div className="meta">
          {onward === null ? '' : `→ ${siteName(onward, words)} · `}
          {row.arrivalClass === null
            ? word('helpChannel', row.helpChannel)
            : word('arrivalClass', row.arrivalClass)} ·{' '}
          <time title={fill(t.openedAt, { time: '' })}>{shortTime(Date.parse(row.openedAt), now)}</time>
        </div>
      </td>
      <td>
        <strong>{word('phase', row.phase)}</strong>
        <div className="meta">
          {[word('finding', row.finding), word('strategy', row.strategy)].filter((text) => text !== '').join(' · ')}
          {row.openIncidents > 0 ? (
            <span className="tag warn">
              ▲ {t.incidentsShort} {row.openIncidents}
            </span>
          ) : null}
        </div>
      </td>
      <td>
        {nextClock === null ? (
          <span className="meta">– {t.noDeadline}</span>
        ) : (
          <ClockBar clock={drawnClock(nextClock)} code={nextClock.target} />
        )}
      </td>
      <td>
        {nextOwner === null ? null : (
          <>
            {word('role', nextOwner.role)}
            <div className="meta">
              {personName(nextOwner.person)} {nextOwner.person?.phone ?? ''}
            </div>
          </>
        )}
      </td>
      <td>
        <AckMarks acks={row.acknowledgements} />
      </td>
    </tr>
  );
}

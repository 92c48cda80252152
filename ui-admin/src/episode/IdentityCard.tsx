import { Button } from 'antd';
import { Link } from 'react-router';
import type { Form } from '../actions/fields';
import { mergeForm, samePersonForm, twoPeopleForm } from '../actions/recordForms';
import { personName, siteName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

type Props = { readonly episodeId: string; readonly care: Care; readonly onForm: (form: Form) => void };

/** One person, one event: what may be the same, what was made the same, and how to undo it. */
export function IdentityCard({ episodeId, care, onForm }: Props) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { duplicates, mergedFromIds, patient } = care;
  return (
    <Card title={t.identity}>
      {duplicates.length === 0 ? null : <p className="over">■ {t.sameEvent}</p>}
      <ul className="plain">
        {duplicates.map((other) => (
          <li key={other.id} className="row wrap">
            <Link to={to.episode(other.id)}>{other.patient?.name ?? other.id}</Link>
            <span className="meta">
              {word('phase', other.phase)} · {shortTime(Date.parse(other.openedAt), now)} ·{' '}
              {siteName(other.communitySite, words)}
            </span>
            <Button
              size="small"
              onClick={() => onForm(mergeForm(episodeId, other.id, `${t.mergeInto}: ${other.patient?.name ?? ''}`))}
            >
              {t.mergeInto}
              <span className="sr"> {other.patient?.name ?? other.id}</span>
            </Button>
          </li>
        ))}
        {mergedFromIds.map((id, at) => (
          <li key={id}>
            {t.mergedFrom}{' '}
            <Link to={to.episode(id)}>
              {t.episode} {mergedFromIds.length > 1 ? at + 1 : ''}
            </Link>
          </li>
        ))}
        {(patient?.links ?? []).map((link) => (
          <li key={link.id} className="row wrap">
            <span>
              {t.samePerson} {(link.patientId === patient?.id ? link.sameAs : link.patient)?.name}
            </span>
            <span className="meta">
              {fill(t.linkedBy, { who: personName(link.linkedBy) })} {shortTime(Date.parse(link.linkedAt), now)}:{' '}
              {link.reason}
            </span>
            <Button size="small" onClick={() => onForm(twoPeopleForm(link.id, t.notSamePerson))}>
              {t.notSamePerson}
            </Button>
          </li>
        ))}
      </ul>
      {patient === null ? null : (
        <Button size="small" onClick={() => onForm(samePersonForm(patient.id, t.samePersonAs))}>
          {t.samePersonAs}
        </Button>
      )}
    </Card>
  );
}

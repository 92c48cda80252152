import { Link } from 'react-router';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

export function IncidentsCard({ incidents }: { readonly incidents: Care['incidents'] }) {
  const { t, word } = useWords();
  const now = useNow();
  if (incidents.length === 0) return null;
  return (
    <Card title={t.incidentsShort}>
      <ul className="plain">
        {incidents.map((incident) => (
          <li key={incident.id} className="row wrap">
            <Link to={to.incidents(incident.id)}>{word('alarm', incident.code)}</Link>
            <span className="tag">{word('priority', incident.priority)}</span>
            <span className="meta">
              {shortTime(Date.parse(incident.raisedAt), now)} · {word('incidentStatus', incident.status)}
            </span>
            {incident.upReferralId === null ? null : <Link to={to.episode(incident.upReferralId)}>{t.upReferred}</Link>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { Button } from 'antd';
import type { Form } from '../actions/fields';
import { askWelfareForm, callForm, endWelfareForm, type KnownPlace } from '../actions/reachForms';
import type { DeskQuery } from '../api/generated/graphql';
import { personName, siteName } from '../parts/sentences';
import { localInput, shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Incident = DeskQuery['incidents'][number];
type Attempt = Incident['attempts'][number];

/** Where a gate saw the patient last and when; else where the patient lives. */
const knownPlace = ({ lastPlace, patient }: Incident, site: string): KnownPlace => {
  if (lastPlace !== null)
    return { place: `${site} ${lastPlace.place}`.trim(), seenAt: localInput(Date.parse(lastPlace.at)) };
  return patient?.address == null ? {} : { place: patient.address };
};

/** R35: who was called and who answered, where the patient was last, and 120 that looks there. */
export function Reaching({ incident, onForm }: { readonly incident: Incident; readonly onForm: (form: Form) => void }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { id, patient, attempts, lastPlace, closedAt } = incident;
  const site = siteName(lastPlace?.site, words);
  const checking = attempts.some(({ way, reached }) => way === 'WELFARE_CHECK' && reached === null);
  const open = closedAt === null && patient !== null;
  const title = (what: string) => `${what}: ${word('alarm', incident.code)}`;
  if (!open && attempts.length === 0) return null;
  return (
    <section className="reaching" aria-label={title(t.reachingPatient)}>
      {open ? (
        <div className="row wrap">
          <Button onClick={() => onForm(callForm(id, title(t.callMade)))}>{t.callMade}</Button>
          {checking ? (
            <Button onClick={() => onForm(endWelfareForm(id, title(t.endWelfare)))}>{t.endWelfare}</Button>
          ) : (
            <Button onClick={() => onForm(askWelfareForm(id, knownPlace(incident, site), title(t.askWelfare)))}>
              {t.askWelfare}
            </Button>
          )}
          <span className="meta">
            {patient.contractedDoctor === null
              ? ''
              : `${t.contractedDoctor} ${patient.contractedDoctor.name} ☎ ${patient.contractedDoctor.phone} · `}
            {lastPlace === null
              ? ''
              : `${fill(t.lastSeenPlace, { time: shortTime(Date.parse(lastPlace.at), now), place: `${site} ${lastPlace.place}` })} · `}
            {fill(t.homeAddress, { place: patient.address ?? '–' })}
          </span>
        </div>
      ) : null}
      <ul className="plain">
        {attempts.map((attempt) => (
          <AttemptLine key={attempt.n} attempt={attempt} now={now} />
        ))}
      </ul>
    </section>
  );
}

function AttemptLine({ attempt, now }: { readonly attempt: Attempt; readonly now: number }) {
  const { t, word } = useWords();
  const { way, at, by, reached, remark, place, seenAt, endedAt, endedBy } = attempt;
  const [yes, no] = way === 'WELFARE_CHECK' ? [t.patientFound, t.patientNotFound] : [t.answered, t.notAnswered];
  const outcome = reached === null ? `… ${t.underWay}` : reached ? `✓ ${yes}` : `✗ ${no}`;
  return (
    <li className="row wrap">
      <span>
        {shortTime(Date.parse(at), now)} {word('reachWay', way)}
      </span>
      <strong>{outcome}</strong>
      <span>
        {place} {seenAt === null ? '' : `(${fill(t.knownThere, { time: shortTime(Date.parse(seenAt), now) })})`}
        {place !== null && remark !== null ? ' · ' : ' '}
        {remark}
      </span>
      <span className="meta">
        {personName(by)}
        {endedAt === null ? '' : ` → ${shortTime(Date.parse(endedAt), now)} ${personName(endedBy)}`}
      </span>
    </li>
  );
}

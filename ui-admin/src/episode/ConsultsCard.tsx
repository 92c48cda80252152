import { Button } from 'antd';
import { CONSULT_OUTPUTS } from '../../../workflows/domain/vocabulary';
import { StartConsultDocument, type EpisodeNowQuery } from '../api/generated/graphql';
import { answerConsultForm, withdrawConsultForm } from '../actions/consultForms';
import type { Form } from '../actions/fields';
import { personName, siteName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords, type Words } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

type Consult = Care['consults'][number];
type Answer = NonNullable<Consult['answer']>;
type Props = {
  readonly episodeId: string;
  readonly consults: readonly Consult[];
  readonly actions: NonNullable<EpisodeNowQuery['episode']>['actions'];
  readonly onForm: (form: Form) => void;
};

/** One output as it was given; what was not given says so. */
const outputWords = (
  answer: Answer,
  output: (typeof CONSULT_OUTPUTS)[number],
  { t, word }: Pick<Words, 't' | 'word'>,
) =>
  ({
    READING: word('finding', answer.reading),
    RESCUE: answer.rescue ?? '',
    REPERFUSION: word('strategy', answer.reperfusion),
    TRANSFER: word('transferAdvice', answer.transfer),
  })[output] || t.noAdvice;

/** All four in one line, for who reads on the road. */
export const answerWords = (answer: Answer, words: Pick<Words, 't' | 'word'>): string =>
  CONSULT_OUTPUTS.map((output) => `${words.word('consultOutput', output)}: ${outputWords(answer, output, words)}`).join(
    ' · ',
  );

/** Who asked whom for advice, who took it up, and the four answers. */
export function ConsultsCard({ episodeId, consults, actions, onForm }: Props) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const act = useAct();
  if (consults.length === 0) return null;
  const mayAnswer = actions.some(({ action, allowed }) => action === 'ANSWER_CONSULT' && allowed);
  const who = ({ person, role, at }: Consult['asked']) => ({
    who: personName(person),
    role: word('role', role),
    time: shortTime(Date.parse(at), now),
  });
  return (
    <Card title={t.consults} aside={<span className="hint">{t.consultDecidesNothing}</span>}>
      <ul className="plain">
        {consults.toReversed().map((consult) => {
          const { n, asked, role, site, question, started, answered, answer, withdrawn, reason, isOpen } = consult;
          const fixed = { episodeId, n };
          return (
            <li key={n}>
              <p>
                {isOpen ? '▲' : '●'}{' '}
                {fill(t.consultAskedOf, { ...who(asked), role: word('role', role), site: siteName(site, words) })}:{' '}
                <strong>{question}</strong>
              </p>
              {started === null ? null : <p className="meta">{fill(t.consultTakenUp, who(started))}</p>}
              {isOpen && started === null ? <p className="meta">◇ {t.consultWaits}</p> : null}
              {withdrawn === null ? null : (
                <p className="meta">✕ {fill(t.consultTakenBack, { ...who(withdrawn), reason: reason ?? '' })}</p>
              )}
              {answer === null || answered === null ? null : (
                <>
                  <p className="meta">✓ {fill(t.consultAnsweredBy, who(answered))}</p>
                  <dl className="summary">
                    {CONSULT_OUTPUTS.map((output) => (
                      <div key={output}>
                        <dt>{word('consultOutput', output)}</dt>
                        <dd>{outputWords(answer, output, words)}</dd>
                      </div>
                    ))}
                    {answer.remark === null ? null : (
                      <div>
                        <dt>{t.remark}</dt>
                        <dd>{answer.remark}</dd>
                      </div>
                    )}
                  </dl>
                </>
              )}
              {isOpen ? (
                <div className="row wrap">
                  {mayAnswer && started === null ? (
                    <Button size="small" onClick={() => void act(StartConsultDocument, fixed, t.takeUpConsult)}>
                      {t.takeUpConsult}
                    </Button>
                  ) : null}
                  {mayAnswer ? (
                    <Button
                      size="small"
                      type="primary"
                      onClick={() => onForm(answerConsultForm(fixed, `${t.answerConsult} · ${t.consults}`))}
                    >
                      {t.answerConsult}
                    </Button>
                  ) : null}
                  <Button
                    size="small"
                    onClick={() => onForm(withdrawConsultForm(fixed, `${t.withdrawConsult} · ${t.consults}`))}
                  >
                    {t.withdrawConsult}
                  </Button>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

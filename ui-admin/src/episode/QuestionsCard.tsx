import { Button } from 'antd';
import type { EpisodeNowQuery, QuestionPartsFragment } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { delayForm } from '../actions/forms';
import { confirmForm, milestoneForm } from '../actions/recordForms';
import { personName, siteName } from '../parts/sentences';
import { questionSentence } from '../questionWords';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';

type Episode = NonNullable<EpisodeNowQuery['episode']>;
type Props = { readonly episode: Episode; readonly onForm: (form: Form) => void };

/** What the record asks about itself: each question with who owes the answer, and how to give it. */
export function QuestionsCard({ episode, onForm }: Props) {
  const { questions } = episode;
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  if (questions.length === 0) return null;
  const open = questions.filter(isUnanswered);
  const closed = questions.filter((question) => !isUnanswered(question));
  return (
    <Card title={t.questions} aside={<span className="hint">{t.questionsHint}</span>}>
      {open.length === 0 ? <p className="empty">{t.noQuestions}</p> : null}
      <ul className="plain questions">
        {open.map((question) => (
          <li key={`${question.kind}${question.code}`}>
            <p>◇ {questionSentence(question, words)}</p>
            <p className="meta">
              {word('role', question.role)} · {siteName(question.site, words)} ·{' '}
              {fill(t.dueAt, { time: shortTime(Date.parse(question.dueAt), now) })}
              {question.status === 'OPEN' && Date.parse(question.dueAt) < now ? ` · ■ ${t.overdue}` : ''}
              {question.status === 'OPEN' ? '' : ` · ${word('questionStatus', question.status)}`}
            </p>
            <div className="row wrap">
              <Answers question={question} episode={episode} onForm={onForm} />
            </div>
          </li>
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <details>
          <summary>
            {t.questionsClosed} ({closed.length})
          </summary>
          <ul className="plain">
            {closed.map((question) => (
              <li key={`${question.kind}${question.code}`} className="meta">
                {questionSentence(question, words)} <strong>{word('questionStatus', question.status)}</strong>{' '}
                {personName(question.closedBy)}
                {question.closedAt === null ? '' : ` · ${shortTime(Date.parse(question.closedAt), now)}`}
                {question.reason === null ? '' : ` · ${question.reason}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

/** How a question is answered: by a reason of the list, by the time it asks for, or by the word that it is right. */
function Answers({ question, episode, onForm }: Props & { readonly question: QuestionPartsFragment }) {
  const words = useWords();
  const { t, word } = words;
  const sentence = questionSentence(question, words);
  const { kind, code } = question;
  if (kind === 'DELAY_REASON')
    return (
      <Button size="small" onClick={() => onForm(delayForm(episode.id, code, sentence))}>
        {t.explainDelay}
        <span className="sr"> {code}</span>
      </Button>
    );
  const asked = fill(t.recordTimeOf, { what: word('milestone', code) });
  const reports = episode.timeline.flatMap((node) => node.reports);
  const correct = (n: number) => {
    const corrected = reports.find((entry) => entry.n === n)?.code;
    if (corrected === undefined) return [];
    return [{ n, corrected, label: fill(t.correctOf, { what: word('milestone', corrected) }) }];
  };
  return (
    <>
      {kind === 'MISSING_TIME' ? (
        <Button size="small" onClick={() => onForm(milestoneForm(episode, code, asked))}>
          {asked}
        </Button>
      ) : (
        question.about.flatMap(correct).map(({ n, corrected, label }) => (
          <Button key={n} size="small" onClick={() => onForm(milestoneForm(episode, corrected, label, { n }))}>
            {label}
          </Button>
        ))
      )}
      <Button size="small" onClick={() => onForm(confirmForm(question, t[asIs(question)]))}>
        {t[asIs(question)]}
        <span className="sr">: {sentence}</span>
      </Button>
    </>
  );
}

/** What the end left open is answered afterwards. */
const isUnanswered = ({ status }: QuestionPartsFragment): boolean => status === 'OPEN' || status === 'LEFT_OPEN';

const asIs = ({ kind }: QuestionPartsFragment): 'neverKnown' | 'rightAsIs' =>
  kind === 'MISSING_TIME' ? 'neverKnown' : 'rightAsIs';

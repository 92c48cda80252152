import { Button } from 'antd';
import type { EpisodeNowQuery, QuestionPartsFragment } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
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
  const { questions, timeline } = episode;
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  if (questions.length === 0) return null;
  const open = questions.filter(isUnanswered);
  const closed = questions.filter((question) => !isUnanswered(question));
  const reports = timeline.flatMap((node) => node.reports);
  const correct = (n: number) => {
    const code = reports.find((entry) => entry.n === n)?.code;
    return code === undefined ? [] : [{ code, n, label: fill(t.correctOf, { what: word('milestone', code) }) }];
  };
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
              {question.kind === 'MISSING_TIME' ? (
                <Button
                  size="small"
                  onClick={() =>
                    onForm(
                      milestoneForm(
                        episode,
                        question.code,
                        fill(t.recordTimeOf, { what: word('milestone', question.code) }),
                      ),
                    )
                  }
                >
                  {fill(t.recordTimeOf, { what: word('milestone', question.code) })}
                </Button>
              ) : (
                question.about.flatMap(correct).map(({ code, n, label }) => (
                  <Button key={n} size="small" onClick={() => onForm(milestoneForm(episode, code, label, { n }))}>
                    {label}
                  </Button>
                ))
              )}
              <Button size="small" onClick={() => onForm(confirmForm(question, t[asIs(question)]))}>
                {t[asIs(question)]}
                <span className="sr">: {questionSentence(question, words)}</span>
              </Button>
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

/** What the end left open is answered afterwards. */
const isUnanswered = ({ status }: QuestionPartsFragment): boolean => status === 'OPEN' || status === 'LEFT_OPEN';

const asIs = ({ kind }: QuestionPartsFragment): 'neverKnown' | 'rightAsIs' =>
  kind === 'MISSING_TIME' ? 'neverKnown' : 'rightAsIs';

import type { EpisodeNowQuery } from '../api/generated/graphql';
import type { Form, TimeValue } from '../actions/fields';
import { milestoneForm } from '../actions/recordForms';
import { personName } from '../parts/sentences';
import { localInput, shortTime, toMs, withPrecision } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { Reports } from './Reports';

type Episode = NonNullable<EpisodeNowQuery['episode']>;
type Node = Episode['timeline'][number];

/** Minutes between what was planned and what happened; negative when it was earlier. */
const delta = ({ entry, plannedAt }: Node): number | undefined =>
  entry === null || plannedAt === null
    ? undefined
    : Math.round((Date.parse(entry.at) - Date.parse(plannedAt)) / 60_000);

/** A time as its form takes it. */
const standing = ({ at, untilAt, precision }: NonNullable<Node['entry']>): TimeValue => ({
  at: localInput(Date.parse(at)),
  precision,
  until: untilAt === null ? undefined : localInput(Date.parse(untilAt)),
});

/** Planned against actual, one line a time: filled dots happened, hollow ones are missing and can be pressed to fill. */
export function TimelineCard({
  episode,
  onForm,
}: {
  readonly episode: Episode;
  readonly onForm: (form: Form) => void;
}) {
  const { t, word } = useWords();
  const now = useNow();
  return (
    <Card title={t.timeline} aside={<span className="hint">{t.timelineHint}</span>}>
      <ol className="timeline">
        {episode.timeline.map((node) => {
          const { code, entry, reports, plannedAt } = node;
          const planned = toMs(plannedAt);
          const late = entry === null && planned !== undefined && planned < now;
          const title = fill(t.recordTimeOf, { what: word('milestone', code) });
          const by = entry === null ? '' : personName(entry.recordedBy) || word('source', entry.source);
          return (
            <li key={code} className={entry === null ? (late ? 'missing late' : 'missing') : 'set'}>
              <button
                type="button"
                onClick={() =>
                  onForm(
                    milestoneForm(
                      episode,
                      code,
                      entry === null ? title : fill(t.correctOf, { what: word('milestone', code) }),
                      entry === null ? undefined : { n: entry.n, time: standing(entry) },
                    ),
                  )
                }
                aria-label={entry === null ? title : `${t.correctTime}: ${word('milestone', code)}`}
              >
                <span className="dot" aria-hidden="true" />
              </button>
              <span className="what">{word('milestone', code)}</span>
              {entry === null ? (
                <span className="at meta">
                  {planned === undefined ? t.timeNotSet : fill(t.planned, { time: shortTime(planned, now) })}
                </span>
              ) : (
                <span className="at">
                  <time dateTime={entry.at}>
                    {withPrecision(Date.parse(entry.at), toMs(entry.untilAt), entry.precision, now)}
                  </time>
                  <Delta minutes={delta(node)} />
                  <span
                    className="meta"
                    title={`${word('source', entry.source)} · ${fill(t.enteredAt, { time: shortTime(Date.parse(entry.receivedAt), now) })}`}
                  >
                    {by}
                    {entry.source === 'BACK_ENTERED' ? ` · ${word('source', entry.source)}` : ''}
                  </span>
                </span>
              )}
              <Reports episodeId={episode.id} what={word('milestone', code)} reports={reports} onForm={onForm} />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function Delta({ minutes }: { readonly minutes: number | undefined }) {
  const { t } = useWords();
  if (minutes === undefined) return null;
  const n = Math.abs(minutes);
  return (
    <span className={minutes > 0 ? 'delta late' : 'delta'}>
      {minutes > 0 ? `■ +${fill(t.inMinutes, { n })}` : `−${fill(t.inMinutes, { n })}`}
    </span>
  );
}

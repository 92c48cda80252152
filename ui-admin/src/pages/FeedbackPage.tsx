import { Link } from 'react-router';
import { FeedbackForMeDocument, FeedbackNowDocument, type FeedbackLineFragment } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { SiteChoice, useSiteId } from '../parts/SiteChoice';
import { rowOf, personName, siteName } from '../parts/sentences';
import { to } from '../paths';
import { dayOf, shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';

type Line = FeedbackLineFragment;
type Words = ReturnType<typeof useWords>;

/** How it went with the patients a site sent: outcome and times, and who of the site has seen it. */
export function FeedbackPage() {
  const words = useWords();
  const { t } = words;
  const siteId = useSiteId();
  const shown = useLive(FeedbackNowDocument, { siteId }, ({ kind }) => kind === 'EPISODE');
  const lines = shown.data?.feedback ?? [];
  return (
    <main className="page" id="content">
      <PageHead title={t.feedbackTitle} tab={t.feedback}>
        <SiteChoice value={siteId} sites={shown.data?.sites.filter(({ kind }) => kind !== 'PCI_HOSPITAL')} />
      </PageHead>
      <p className="hint">{t.feedbackHint}</p>
      <Loading shown={shown}>
        {lines.length === 0 ? <p className="empty">{t.noFeedback}</p> : <Lines lines={lines} words={words} />}
      </Loading>
      <ForMe words={words} shownAbove={lines} />
    </main>
  );
}

/** Told by name: whoever took an ECG reads how it went, also after leaving the site. */
function ForMe({ words, shownAbove }: { readonly words: Words; readonly shownAbove: readonly Line[] }) {
  const shown = useLive(FeedbackForMeDocument, {}, ({ kind }) => kind === 'EPISODE');
  const above = new Set(shownAbove.map(({ episodeId }) => episodeId));
  const lines = (shown.data?.feedbackForMe ?? []).filter(({ episodeId }) => !above.has(episodeId));
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="feedback-for-me">
      <h2 className="section" id="feedback-for-me">
        {words.t.feedbackForMe}
      </h2>
      <Lines lines={lines} words={words} />
    </section>
  );
}

function Lines({ lines, words }: { readonly lines: readonly Line[]; readonly words: Words }) {
  const { t } = words;
  const now = useNow();
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.feedbackCase}</th>
          <th scope="col">{t.outcome}</th>
          <th scope="col">{t.feedbackTimes}</th>
          <th scope="col">{t.feedbackTold}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.episodeId}>
            <th scope="row">
              <Link to={to.episode(line.episodeId)}>{dayOf(Date.parse(line.openedAt))}</Link>
            </th>
            <td>{outcome(line, words)}</td>
            <td>
              <Times times={line.times} />
            </td>
            <td>
              {line.told.length === 0 ? '–' : null}
              {line.told.map(({ role, person, site, sentAt, seenAt, seenBy }) => (
                <div key={role}>
                  {words.word('role', role)} {personName(person)} {siteName(site, words)}{' '}
                  {sentAt === null ? '' : shortTime(Date.parse(sentAt), now)} ·{' '}
                  {seenAt === null ? `○ ${t.notSeen}` : `● ${t.seen} ${personName(seenBy)}`}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const outcome = ({ died, closeReason, phase, strategy, culprit, timiAfter }: Line, { t, word }: Words): string =>
  [
    died ? t.died : word('phase', phase),
    closeReason === null || died ? '' : word('closeReason', closeReason),
    strategy === null ? '' : word('strategy', strategy),
    culprit ?? '',
    timiAfter === null ? '' : `TIMI ${timiAfter}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');

/** In time or late by shape, not by colour alone. */
function Times({ times }: { readonly times: Line['times'] }) {
  const { word } = useWords();
  return times.map(({ target, status, tookMin, limitMin }) => (
    <div key={target}>
      {status === 'MISSED' ? '▲' : '●'} {rowOf(target)} {word('target', target)}:{' '}
      <strong>{tookMin === null ? '–' : Math.round(tookMin)}</strong> min
      {limitMin === null ? '' : ` / ${limitMin}`} <small className="meta">{word('clockStatus', status)}</small>
    </div>
  ));
}

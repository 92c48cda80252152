import { Button } from 'antd';
import type { ClockPartsFragment, EpisodeNowQuery } from '../api/generated/graphql';
import { delayForm } from '../actions/forms';
import type { Form } from '../actions/fields';
import { ClockBar } from '../parts/ClockBar';
import { drawnClock } from '../parts/drawnClock';
import { Mark } from '../parts/Mark';
import { rowOf, siteName } from '../parts/sentences';
import { drawClock, minuteWords, type Tone } from '../clocks';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';

type Props = {
  readonly episode: Pick<
    NonNullable<EpisodeNowQuery['episode']>,
    'id' | 'pathwayEdition' | 'clocks' | 'overlays' | 'spareCarts'
  >;
  readonly onForm: (form: Form) => void;
};

const runs = ({ status }: ClockPartsFragment): boolean => status === 'RUNNING' || status === 'UNCERTAIN';
const dueOf = ({ dueAt }: ClockPartsFragment): number =>
  dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt);

/** Running clocks by what runs out first, then the finished ones with how they ended. */
export function ClocksCard({ episode, onForm }: Props) {
  const { id: episodeId, pathwayEdition: edition, clocks, overlays, spareCarts } = episode;
  const { t, word } = useWords();
  const now = useNow();
  const running = clocks.filter(runs).toSorted((one, other) => dueOf(one) - dueOf(other));
  const standing = overlays.find(({ until, suspends }) => until === null && suspends);
  const finished = clocks.filter((clock) => !runs(clock));
  const explain = (clock: ClockPartsFragment) =>
    clock.reasonOwed ? (
      <Button
        size="small"
        danger
        onClick={() => onForm(delayForm(episodeId, clock.target, `${t.explainDelay}: ${word('target', clock.target)}`))}
      >
        {t.explainDelay}
        <span className="sr"> {clock.target}</span>
      </Button>
    ) : clock.delayReason !== null ? (
      <span className="meta">
        {t.reason}: {word('delayReason', clock.delayReason)} {clock.delayText ?? ''}
      </span>
    ) : null;
  return (
    <Card title={t.clocks} aside={<span className="meta">{`${t.edition} ${edition}`}</span>}>
      {clocks.length === 0 ? <p className="empty">{t.noClocks}</p> : null}
      {standing === undefined || running.length === 0 ? null : (
        <p className="over">
          ■{' '}
          {fill(t.clocksStand, {
            what: word('overlay', standing.overlay),
            time: shortTime(Date.parse(standing.from), now),
          })}
        </p>
      )}
      <ul className="clocks">
        {running.map((clock) => (
          <li key={clock.target}>
            <ClockBar clock={drawnClock(clock)} code={clock.target} />
            <div className="meta row wrap">
              {clock.dueAt === null ? null : (
                <span>{fill(t.dueAt, { time: shortTime(Date.parse(clock.dueAt), now) })}</span>
              )}
              {clock.limitMin === null ? null : <span>{fill(t.limit, { time: minuteWords(clock.limitMin, t) })}</span>}
              <span>{word('role', clock.ownerRole)}</span>
              {explain(clock)}
            </div>
            {owesEcg(clock, now) ? <SpareCarts carts={spareCarts} /> : null}
          </li>
        ))}
      </ul>
      {finished.length === 0 ? null : (
        <details open={running.length === 0}>
          <summary>
            {t.clocksDone} ({finished.length})
          </summary>
          <ul className="clocks done">
            {finished.map((clock) => (
              <li key={clock.target} className="row wrap">
                <Mark tone={finishedTone(clock, drawClock(drawnClock(clock), now).tone)} />
                <span className="ref">{rowOf(clock.target)}</span> {word('target', clock.target)}
                <strong>{word('clockStatus', clock.status)}</strong>
                {clock.tookMin === null ? null : (
                  <span className="meta">{fill(t.took, { n: Math.round(clock.tookMin * 10) / 10 })}</span>
                )}
                {clock.limitMin === null ? null : (
                  <span className="meta">{fill(t.limit, { time: minuteWords(clock.limitMin, t) })}</span>
                )}
                {clock.voidReason === null ? null : (
                  <span className="meta">{fill(t.voidBecause, { reason: word('voidReason', clock.voidReason) })}</span>
                )}
                {clock.flag === null ? null : <span className="meta">◇ {word('clockFlag', clock.flag)}</span>}
                {explain(clock)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

/** T05: from near breach on the answer to a device fault is looked for. */
const owesEcg = (clock: ClockPartsFragment, now: number): boolean =>
  (clock.target === 'T05' || clock.target === 'T39') && drawClock(drawnClock(clock), now).tone !== 'ON_TIME';

function SpareCarts({ carts }: { readonly carts: Props['episode']['spareCarts'] }) {
  const words = useWords();
  const { t } = words;
  const named = carts.map(
    ({ id, online, site }) =>
      `${online ? '●' : '○'} ${id}, ${siteName(site, words)}${site?.phone == null ? '' : ` ☎ ${site.phone}`}${online ? '' : ` (${t.deviceOffline})`}`,
  );
  return (
    <p className="meta">
      {t.spareCarts}: {named.length === 0 ? t.noSpareCart : named.join(' · ')}
    </p>
  );
}

const finishedTone = ({ status }: ClockPartsFragment, drawn: Tone): Tone =>
  status === 'MET' || status === 'MET_REPORTED_LATE' ? 'ON_TIME' : drawn;

import { Button } from 'antd';
import type { ClockPartsFragment, EpisodeNowQuery } from '../api/generated/graphql';
import { delayForm } from '../actions/forms';
import type { Form } from '../actions/fields';
import { askedNow, endOf, siteOfOwner } from '../clockHelp';
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
    | 'id'
    | 'pathwayEdition'
    | 'clocks'
    | 'overlays'
    | 'spareCarts'
    | 'timeline'
    | 'communitySite'
    | 'emsSite'
    | 'referringSite'
    | 'receivingSite'
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
              <Delay clock={clock} episodeId={episodeId} onForm={onForm} />
            </div>
            {isPressing(clock, now) ? <Help clock={clock} episode={episode} /> : null}
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
                <Delay clock={clock} episodeId={episodeId} onForm={onForm} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

type DelayProps = { readonly clock: ClockPartsFragment; readonly episodeId: string } & Pick<Props, 'onForm'>;

/** The reason a missed limit owes, or the one that was given. */
function Delay({ clock, episodeId, onForm }: DelayProps) {
  const { t, word } = useWords();
  const { target, reasonOwed, delayReason, delayText } = clock;
  if (reasonOwed)
    return (
      <Button
        size="small"
        danger
        onClick={() => onForm(delayForm(episodeId, target, `${t.explainDelay}: ${word('target', target)}`))}
      >
        {t.explainDelay}
        <span className="sr"> {target}</span>
      </Button>
    );
  if (delayReason === null) return null;
  return (
    <span className="meta">
      {t.reason}: {word('delayReason', delayReason)} {delayText ?? ''}
    </span>
  );
}

/** Near its breach, or past it. */
const isPressing = (clock: ClockPartsFragment, now: number): boolean =>
  drawClock(drawnClock(clock), now).tone !== 'ON_TIME';

/** 1.1: what is to be done next, and where to ring. */
function Help({ clock, episode }: { readonly clock: ClockPartsFragment; readonly episode: Props['episode'] }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const ask = askedNow(clock.target, (now - Date.parse(clock.startedAt)) / 60_000, episode.timeline);
  const site = siteOfOwner(clock.ownerRole, episode);
  return (
    <p className="why-now">
      ▲ {t.nextStep}: {ask === undefined ? word('milestone', endOf(clock.target) ?? '') : word('clockAsk', ask)}
      {site === undefined ? '' : ` · ${siteName(site, words)} ☎ ${site.phone}`}
    </p>
  );
}

/** T05: from near breach on the answer to a device fault is looked for. */
const owesEcg = (clock: ClockPartsFragment, now: number): boolean =>
  (clock.target === 'T05' || clock.target === 'T39') && isPressing(clock, now);

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

import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  DrillsNowDocument,
  type DrillsNowQuery,
  PlanDrillDocument,
  StartDrillDocument,
} from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { SiteChoice, useSiteId } from '../parts/SiteChoice';
import { useAct } from '../parts/useAct';
import { to } from '../paths';
import { dayOf, shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Line = DrillsNowQuery['drills'][number];

/** A hospital’s drills with what was measured, one to start now, and the minute of the daily one. */
export function DrillsPage() {
  const { t } = useWords();
  const act = useAct();
  const siteId = useSiteId();
  const shown = useLive(DrillsNowDocument, { siteId }, ({ kind }) => kind === 'EPISODE');
  const { data } = shown;
  return (
    <main className="page" id="content">
      <PageHead title={t.drillsTitle} tab={t.drills}>
        <SiteChoice value={siteId} sites={data?.sites.filter(({ kind }) => kind === 'PCI_HOSPITAL')} />
        <Button
          type="primary"
          onClick={() => void act(StartDrillDocument, { siteId }, t.startDrill).then(shown.reload)}
        >
          {t.startDrill}
        </Button>
      </PageHead>
      <p className="hint">{t.drillsHint}</p>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <Plan key={`${siteId}${data.drillPlan}`} siteId={siteId} atMin={data.drillPlan} onDone={shown.reload} />
            {data.drills.length === 0 ? <p className="empty">{t.noDrills}</p> : <Lines lines={data.drills} />}
          </>
        )}
      </Loading>
    </main>
  );
}

const clock = (min: number): string =>
  `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`;

type Planned = { readonly siteId: string; readonly atMin: number | null; readonly onDone: () => void };

/** When the hospital drills every day, by its own clock. */
function Plan({ siteId, atMin, onDone }: Planned) {
  const { t } = useWords();
  const act = useAct();
  const [time, setTime] = useState(clock(atMin ?? 600));
  const plan = (minute: number | null) =>
    void act(PlanDrillDocument, { siteId, atMin: minute }, t.dailyDrill).then(onDone);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (
    <div className="row wrap">
      <span>{atMin === null ? t.noDailyDrill : fill(t.dailyDrillAt, { time: clock(atMin) })}</span>
      <label>
        {t.localTime} <Input type="time" value={time} onChange={({ target }) => setTime(target.value)} />
      </label>
      <Button onClick={() => plan(hours * 60 + minutes)}>{t.planDrill}</Button>
      {atMin === null ? null : <Button onClick={() => plan(null)}>{t.stopDrill}</Button>}
    </div>
  );
}

const seconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} s`);

/** One role that was asked: when, and how long it took to answer. */
function Asked({ link, isOver }: { readonly link: Line['links'][number]; readonly isOver: boolean }) {
  const { t, word } = useWords();
  const { role, reason, askedAfterS, answeredAfterS } = link;
  const answer = answeredAfterS === null ? (isOver ? `▲ ${t.nobodyAnswered}` : '…') : `● ${seconds(answeredAfterS)}`;
  return (
    <div>
      {word('role', role)} <span className="meta">{word('pageReason', reason)}</span> {`+${seconds(askedAfterS)}`}{' '}
      {answer}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useWords();
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.drills}</th>
          <th scope="col">{t.drillState}</th>
          <th scope="col">{t.pagesWere}</th>
          <th scope="col">{t.drillSent}</th>
          <th scope="col">{t.drillAnswered}</th>
          <th scope="col">{t.drillLegs}</th>
          <th scope="col">{t.drillLinks}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DrillRow key={line.episodeId} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function DrillRow({ line }: { readonly line: Line }) {
  const { t } = useWords();
  const now = useNow();
  const { episodeId, openedAt, closedAt, pages, sentAfterS, answeredAfterS, links } = line;
  return (
    <tr>
      <th scope="row">
        <Link to={to.episode(episodeId)}>
          {dayOf(Date.parse(openedAt))} {shortTime(Date.parse(openedAt), Date.parse(openedAt))}
        </Link>
      </th>
      <td>{closedAt === null ? `○ ${t.drillRuns}` : `● ${shortTime(Date.parse(closedAt), now)}`}</td>
      <td className="number">{pages}</td>
      <td className="number">{seconds(sentAfterS)}</td>
      <td className="number">
        {answeredAfterS === null && closedAt !== null ? `▲ ${t.nobodyAnswered}` : seconds(answeredAfterS)}
      </td>
      <td>
        <Way line={line} />
      </td>
      <td>
        {links.map((link) => (
          <Asked key={`${link.role}${link.reason}`} link={link} isOver={closedAt !== null} />
        ))}
      </td>
    </tr>
  );
}

/** The legs through the system itself; one that stayed silent leads to its incident. */
function Way({ line: { legs, silentLeg, incidentId } }: { readonly line: Line }) {
  const { t, word } = useWords();
  return legs.map(({ leg, tookS }) => (
    <div key={leg}>
      {leg === silentLeg && incidentId !== null ? (
        <>
          ▲ {word('drillLeg', leg)} <Link to={to.incidents(incidentId)}>{t.drillLegSilent}</Link>
        </>
      ) : (
        `${tookS === null ? '○' : '●'} ${word('drillLeg', leg)} ${seconds(tookS)}`
      )}
    </div>
  ));
}

import { useParams } from 'react-router';
import {
  EpisodeCareDocument,
  EpisodeLaddersDocument,
  EpisodeNowDocument,
  type EpisodeNowQuery,
} from '../api/generated/graphql';
import type { Note } from '../api/frames';
import { useLive } from '../api/live';
import { ActionBar } from '../actions/ActionBar';
import { useActionForm } from '../actions/useActionForm';
import type { EpisodeContext } from '../actions/forms';
import { AdjunctsCard } from '../episode/AdjunctsCard';
import { CallCard } from '../episode/CallCard';
import { ChecklistCard } from '../episode/ChecklistCard';
import { ClocksCard } from '../episode/ClocksCard';
import { ConsultsCard } from '../episode/ConsultsCard';
import { DosesCard } from '../episode/DosesCard';
import { DrugsCard } from '../episode/DrugsCard';
import { EpisodeHead } from '../episode/EpisodeHead';
import { IdentityCard } from '../episode/IdentityCard';
import { IncidentsCard } from '../episode/IncidentsCard';
import { LabCard } from '../episode/LabCard';
import { LaddersCard } from '../episode/LaddersCard';
import { LogCard } from '../episode/LogCard';
import { LysisCard } from '../episode/LysisCard';
import { MeasuredCards } from '../episode/MeasuredCards';
import { PacketCard } from '../episode/PacketCard';
import { PlanCard } from '../episode/PlanCard';
import { QuestionsCard } from '../episode/QuestionsCard';
import { type Care, ReadingsCard } from '../episode/ReadingsCard';
import { RiskCard } from '../episode/RiskCard';
import { StayCard } from '../episode/StayCard';
import { StrategyCard } from '../episode/StrategyCard';
import { TimelineCard } from '../episode/TimelineCard';
import { Loading } from '../parts/Loading';
import { useTabTitle } from '../parts/tabTitle';
import { shortTime } from '../times';
import { serverNow } from '../useNow';
import { PHASES, type Phase } from '../../../workflows/domain/vocabulary';
import { useWords } from '../words/words';
import { NotFoundPage } from './NotFoundPage';

/** The steps in which doses are looked up. */
const ASKED_DOSES_IN: readonly Phase[] = ['STRATEGY', 'LYSIS'];

/** The steps in which the patient is still awaited somewhere: nobody prepares for one who lies on the ward. */
const BEFORE_ARRIVAL: readonly Phase[] = PHASES.slice(0, PHASES.indexOf('INPATIENT'));

type Now = NonNullable<EpisodeNowQuery['episode']>;

/** What the forms of this episode start from, as far as it is loaded. */
const contextOf = (id: string, episode: Now | undefined, more: Care | null | undefined): EpisodeContext => ({
  episodeId: id,
  patientId: episode?.patient?.id,
  ...{ communitySiteId: episode?.communitySite?.id, receivingSiteId: episode?.receivingSite?.id },
  shown: more?.recommendation?.row,
  isClosed: episode?.closedAt != null,
  ecgs: (more?.readings ?? []).flatMap(({ ecg, acquiredAt }) =>
    ecg === null ? [] : [{ value: ecg.id, label: shortTime(Date.parse(acquiredAt), serverNow()) }],
  ),
});

/** One episode: what runs out, what happened, what can be done now. */
export function EpisodePage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const [form, openForm] = useActionForm();
  // Labs, readings and incidents of this episode have ids of their own: their changes concern it too.
  const concerns = (note: Exclude<Note, 'ALL'>) => note.kind !== 'EPISODE' || note.id === id;
  const now = useLive(EpisodeNowDocument, { id }, concerns);
  const care = useLive(EpisodeCareDocument, { id }, concerns);
  const asked = useLive(EpisodeLaddersDocument, { id }, concerns);
  const episode = now.data?.episode;
  const more = care.data?.episode;
  const name = episode?.patient?.name;
  useTabTitle(name ?? t.episode);

  if (episode === null) return <NotFoundPage />;
  const context = contextOf(id, episode, more);
  return (
    <main className="page episode" id="content">
      <Loading shown={now}>
        {episode === undefined ? null : (
          <>
            <EpisodeHead episode={episode} />
            <ActionBar phase={episode.phase} actions={episode.actions} context={context} />
            <div className="columns">
              <div className="column">
                <ClocksCard episode={episode} onForm={openForm} />
                <LaddersCard ladders={asked.data?.episode?.ladders} onForm={openForm} />
              </div>
              <div className="column">
                <QuestionsCard episode={episode} onForm={openForm} />
                <TimelineCard episode={episode} onForm={openForm} />
              </div>
              <div className="column">
                {more == null ? (
                  <Loading shown={care}>{null}</Loading>
                ) : (
                  <>
                    <CallCard key={`${id}call`} episode={episode} script={more.callScript} />
                    {BEFORE_ARRIVAL.includes(episode.phase) ? (
                      <PacketCard episode={episode} care={more} onForm={openForm} />
                    ) : null}
                    <ReadingsCard episodeId={id} care={more} onForm={openForm} />
                    <ConsultsCard episodeId={id} consults={more.consults} actions={episode.actions} onForm={openForm} />
                    <MeasuredCards episodeId={id} care={more} onForm={openForm} />
                    <StrategyCard care={more} />
                    <RiskCard key={`${id}risk`} episodeId={id} risk={more.nsteRisk} actions={episode.actions} />
                    <ChecklistCard
                      key={`${id}${episode.phase}`}
                      phase={episode.phase}
                      episodeId={id}
                      checklist={more.checklist}
                      actions={episode.actions}
                    />
                    {ASKED_DOSES_IN.includes(episode.phase) ? <DosesCard care={more} /> : null}
                    <AdjunctsCard episodeId={id} adjuncts={more.adjuncts} actions={episode.actions} onForm={openForm} />
                    <DrugsCard episodeId={id} drugs={more.drugsGiven} onForm={openForm} />
                    <LysisCard care={more} />
                    <LabCard care={more} way={episode} />
                    <StayCard care={more} />
                    <PlanCard tasks={more.tasks} onForm={openForm} />
                    <IncidentsCard incidents={more.incidents} />
                    <IdentityCard episodeId={id} care={more} onForm={openForm} />
                  </>
                )}
              </div>
            </div>
            <LogCard episodeId={id} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

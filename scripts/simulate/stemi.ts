import { callForHelp, type Case, decide, isReached } from './acute';
import { type Ecg, readEcg, recordEcg } from './ecg';
import { callLab, openArtery } from './lab';
import { alarm, askLengthOfStay, goHome, referUp } from './after';
import { differences } from './expect';
import { endsAs, type EpisodeSeen, type IncidentSeen, readEpisode, readIncident, readReading } from './record';
import { acknowledge, type Region } from './region';

/** What the steps of the case hand on to each other. */
export type Progress = { story?: Case; ecg?: Ecg; incident?: IncidentSeen; nextId?: string; stays?: number };
type Step = { readonly name: string; readonly play: (region: Region, so: Progress) => Promise<void> };

function known<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`${what} comes from an earlier step`);
  return value;
}
const told = ({ story }: Progress) => known('the case', story);

/** From the first symptom to the up-referral, step by step: whoever wants to may break something in between. */
export const STEMI_STEPS: readonly Step[] = [
  { name: 'help is sought', play: async (region, so) => void (so.story = await callForHelp(region, 1)) },
  { name: 'the doctor is there', play: async (_, so) => void (await isReached(told(so))) },
  { name: 'the ECG arrives', play: async (_, so) => void (so.ecg = await recordEcg(told(so))) },
  { name: 'the ECG is read', play: (_, so) => readEcg(told(so), known('the ECG', so.ecg)) },
  { name: 'the strategy is decided', play: (_, so) => decide(told(so)) },
  { name: 'the lab is called', play: (_, so) => callLab(told(so)) },
  { name: 'the artery is opened', play: (_, so) => openArtery(told(so)) },
  { name: 'the patient goes home', play: (_, so) => goHome(told(so)) },
  { name: 'the wearable alarms', play: async (_, so) => void (so.incident = await alarm(told(so))) },
  {
    name: 'the alarm becomes an up-referral',
    play: async (_, so) => void (so.nextId = (await referUp(told(so), known('the alarm', so.incident))).id),
  },
  { name: 'the manager asks', play: async (region, so) => void (so.stays = (await askLengthOfStay(region)).length) },
];

/** Reads the record back; what differs from how the case should end. */
export async function endOf(region: Region, so: Progress): Promise<readonly string[]> {
  const { people, recordMs } = region;
  const { episode } = told(so);
  const nextId = known('the new episode', so.nextId);
  const look = async () => {
    const [first, next] = await Promise.all([readEpisode(people, episode.id), readEpisode(people, nextId)]);
    if (first === undefined || next === undefined) return ['an episode of the case is not in the record'];
    await readFeedback(region, told(so), first);
    const [reading, incident] = await Promise.all([
      readReading(people, known('the ECG', so.ecg).readingId),
      readIncident(people, known('the alarm', so.incident).id),
    ]);
    return differences({ episode: first, next, reading, incident, stays: so.stays ?? 0 });
  };
  // Words to the old episode, and the opening of the new one, travel behind the person's back; an engine that died with
  // one of them in its hands is only missed after ten seconds.
  return endsAs(look, Math.min(recordMs, 40_000));
}

/** Whoever sent the patient reads how it went, whenever the page comes: at night it waits for the morning. */
async function readFeedback(region: Region, { place, episode }: Case, { pages }: EpisodeSeen): Promise<void> {
  const unread = pages.filter(({ because, status }) => because.reason === 'FEEDBACK' && status === 'SENT');
  for (const { role } of unread) await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, role);
}

/** The main case; the answer is what differs from its expected end. */
export async function playStemi(region: Region): Promise<readonly string[]> {
  const so: Progress = {};
  for (const { play } of STEMI_STEPS) await play(region, so);
  return endOf(region, so);
}

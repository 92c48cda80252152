import { callForHelp, type Case, decide, isReached } from './acute';
import { recordEcg } from './ecg';
import { callLab } from './lab';
import { endsAs, milestoneAt, readEpisode } from './record';
import { acknowledge, dutyFor, type Region, secondOf } from './region';

const MINUTE = 60_000;

type Beside = {
  readonly bedsideReadings: readonly { readonly readingId: string | null }[];
  readonly questions: readonly { readonly kind: string; readonly status: string }[];
};
const BESIDE = 'query($id: ID!) { episode(id: $id) { bedsideReadings { readingId } questions { kind status } } }';

/** The cart can't send: the doctor reads the paper with the reader on the phone, and everything goes on from that. */
export async function playBedside(region: Region): Promise<readonly string[]> {
  const story = await callForHelp(region, 1);
  await isReached(story, { fmcAgoMin: 6 });
  const { episode } = story;
  const takenAt = region.now() - 2 * MINUTE;
  await episode.tell('FAMILY_DOCTOR', 'readAtBedside', {
    ...{ finding: 'STEMI', leads: ['II', 'III', 'AVF'], readFrom: 'PAPER', readWith: 'the duty reader, by phone' },
    ...{ acquired: secondOf(takenAt), time: secondOf(region.now()) },
  });
  region.say('3  the cart is offline: the doctor reads the paper, STEMI in II, III and aVF; the recording is owed');
  await decide(story);
  await callLab(story);
  await signRecording(story, takenAt);
  return endDiffers(story);
}

/** The cart is back and sends what it took; it belongs to what was read, and the reader signs it in no hurry. */
async function signRecording(story: Case, takenAt: number): Promise<void> {
  const { region, place } = story;
  const { readingId } = await recordEcg(story, takenAt);
  await acknowledge(region, place, { kind: 'READING', id: readingId }, 'ECG_READER');
  const reader = dutyFor(place, region.people, 'ECG_READER');
  await region.people.tell(reader, 'openReading', { readingId });
  await region.people.tell(reader, 'signReading', { readingId, finding: 'STEMI', territories: ['INFERIOR'] });
  region.say('7  the cart is back: its recording belongs to the bedside reading, and is signed');
}

async function endDiffers({ region, episode }: Case): Promise<readonly string[]> {
  const look = async () => {
    const [shown, { episode: beside }] = await Promise.all([
      readEpisode(region.people, episode.id),
      region.people.ask<{ readonly episode: Beside }>('COORDINATOR', BESIDE, { id: episode.id }),
    ]);
    const once = (code: 'ECG1_REPORTED' | 'STEMI_DX') =>
      shown?.milestones.filter((entry) => entry.code === code).length === 1 ? [] : [`${code} is not there once`];
    const status = (code: string) => shown?.clocks.find(({ target }) => target === code)?.status;
    const owed = beside.questions.find(({ kind }) => kind === 'RECORDING_OWED');
    return [
      ...once('ECG1_REPORTED'),
      ...once('STEMI_DX'),
      ...['T05', 'T07', 'T08'].flatMap((code) => (status(code) === 'MET' ? [] : [`${code} is ${status(code)}`])),
      ...(status('T06') === 'VOID' ? [] : [`T06 is ${status('T06')}, not VOID`]),
      ...(shown !== undefined && milestoneAt(shown, 'LAB_CALLED') !== undefined ? [] : ['the lab was not called']),
      ...(beside.bedsideReadings[0]?.readingId ? [] : ['the recording does not belong to the bedside reading']),
      ...(owed?.status === 'ANSWERED' ? [] : [`the recording is ${owed?.status ?? 'not'} asked for`]),
      ...(shown?.readings.every(({ status: one }) => one === 'SIGNED') === true ? [] : ['the ECG is not signed']),
    ];
  };
  return endsAs(look, Math.min(region.recordMs, 10_000));
}

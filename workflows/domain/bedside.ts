import type { Action } from './decision';
import type { Episode, Time } from './episode';
import { isStemi } from './findings';
import type { EcgId } from './ids';
import { latestOf } from './milestones';
import type { Instant, Minutes } from './time';
import { plus } from './time';
import type { Finding, Lead, Role, TracingSource } from './vocabulary';

/** An ECG a person read where the platform held no recording of it (R5): on paper, on the cart, by phone. */
export type BedsideReading = {
  readonly n: number;
  readonly acquired: Time;
  readonly read: Time;
  readonly readFrom: TracingSource;
  readonly finding: Finding;
  /** In which leads it was seen. */
  readonly leads: readonly Lead[];
  /** Who answers for it. */
  readonly by: string;
  readonly role: Role;
  /** Who else looked at it: the reader on the phone. */
  readonly readWith?: string;
  /** Its recording, once that has come. */
  readonly ecgId?: EcgId;
};

/** What is told of an ECG read at the bedside. */
export type BedsideWord = { readonly type: 'ECG_READ_AT_BEDSIDE' } & Pick<
  BedsideReading,
  'acquired' | 'read' | 'readFrom' | 'finding' | 'leads' | 'readWith'
>;

/** How far a time told at the bedside may lie from the cart's for both to mean one ECG [P]. */
const SAME_ECG_WITHIN_MIN: Minutes = 5;

type Told = Pick<BedsideReading, 'acquired'>;
type Held = Episode['ecgs'][number];

const apart = ({ acquired }: Told, at: Instant): number => Math.max(acquired.at - at, at - latestOf(acquired), 0);
const isSameEcg = ({ acquired }: Told, at: Instant): boolean =>
  plus(at, SAME_ECG_WITHIN_MIN) >= acquired.at && plus(latestOf(acquired), SAME_ECG_WITHIN_MIN) >= at;

/** The reading an ECG is the recording of, where one waits for its recording: the nearest by time. */
export const readingOfEcg = (
  { bedside = [] }: Pick<Episode, 'bedside'>,
  acquiredAt: Instant,
): BedsideReading | undefined =>
  bedside
    .filter((reading) => reading.ecgId === undefined && isSameEcg(reading, acquiredAt))
    .toSorted((one, other) => apart(one, acquiredAt) - apart(other, acquiredAt))[0];

/** The recording a bedside reading is of, where it came before it was told. */
export const ecgOfReading = ({ ecgs, bedside = [] }: Episode, told: Told): Held | undefined =>
  ecgs
    .filter(({ ecgId, acquiredAt }) => isSameEcg(told, acquiredAt) && bedside.every((one) => one.ecgId !== ecgId))
    .toSorted((one, other) => apart(told, one.acquiredAt) - apart(told, other.acquiredAt))[0];

/** The reader need not hurry over an ECG that was read at the bedside: no clock waits for the signature any more. */
export const readAlready = ({ id, region }: Pick<Episode, 'id' | 'region'>, { ecgId, readingId }: Held): Action => ({
  do: 'TELL',
  to: { kind: 'READING', region, id: readingId },
  message: { id: `${id}:BEDSIDE:${ecgId}`, by: { kind: 'SYSTEM', id }, type: 'READ_AT_BEDSIDE' },
});

/** A bedside reading says STEMI, the signature of its recording says something else, and the case stands as STEMI (R5). */
export const readingsDiffer = ({ report, ecgs, bedside = [] }: Episode): boolean =>
  isStemi(report?.finding) &&
  bedside.some(({ finding, ecgId }) => {
    const signed = ecgs.find((ecg) => ecg.ecgId === ecgId && ecg.doubt === undefined)?.report?.finding;
    return ecgId !== undefined && isStemi(finding) && signed !== undefined && signed !== 'UNCLEAR' && !isStemi(signed);
  });

/** When each ECG was taken, recorded on the platform or not. */
export const takenAt = ({ ecgs, bedside = [] }: Pick<Episode, 'ecgs' | 'bedside'>): readonly Instant[] => [
  ...ecgs.map(({ acquiredAt }) => acquiredAt),
  ...bedside.map(({ acquired }) => acquired.at),
];

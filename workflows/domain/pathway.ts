import type { Instant, Minutes } from './time';
import type { Jurisdiction } from './vocabulary';

/** What a site's own edition sets otherwise than the tables: a number for the code of a threshold. */
export type Thresholds = Readonly<Record<string, number>>;

/** What carries an edition: an episode's pathway, a reading, an alarm. */
export type Edited = { readonly thresholds?: Thresholds };

/** The edition a running thing of its own began under: a reading, an alarm. */
export type KeptEdition = Edited & { readonly edition: string };

/** One number under an edition: what it sets, or else what the table says. */
export const numberIn = ({ thresholds }: Edited, code: string, otherwise: number): number =>
  thresholds?.[code] ?? otherwise;

/** Which edition of the pathway an episode runs on, and the site's calendar it counts working time by. */
export type PathwayVersion = {
  readonly edition: string;
  /** Kept by the episode from its first word on, so that a later edition changes nothing for it. */
  readonly thresholds?: Thresholds;
  readonly jurisdiction: Jurisdiction;
  readonly calendar: Calendar;
};

/** A pathway document of one receiving hospital: written by one person, approved by another, never changed after. */
export type Edition = {
  readonly edition: string;
  readonly siteId: string;
  readonly jurisdiction: Jurisdiction;
  readonly effectiveFrom: Instant;
  readonly thresholds: Thresholds;
  readonly note: string;
  readonly authorId: string;
  readonly authoredAt: Instant;
  readonly approverId?: string;
  readonly approvedAt?: Instant;
  /** Amounts beyond what their rows print, for each of which the approver signed. */
  readonly beyondPrint?: readonly string[];
};

/** Approved, and its date has come: an episode may run on it. */
export const isInForce = ({ approvedAt, effectiveFrom }: Edition, at: Instant): boolean =>
  approvedAt !== undefined && approvedAt <= at && effectiveFrom <= at;

/** The edition new episodes of a hospital begin under; `undefined`: the tables as they are. */
export const editionInForce = (editions: readonly Edition[], siteId: string, at: Instant): Edition | undefined =>
  editions
    .filter((one) => one.siteId === siteId && isInForce(one, at))
    .toSorted((one, other) => other.effectiveFrom - one.effectiveFrom || other.authoredAt - one.authoredAt)[0];

/** What an episode that begins now keeps of it. */
export const versionOf = (edition: Edition | undefined, calendar: Calendar): PathwayVersion =>
  edition === undefined
    ? { ...DEFAULT_PATHWAY, calendar }
    : {
        edition: edition.edition,
        jurisdiction: edition.jurisdiction,
        calendar,
        ...(Object.keys(edition.thresholds).length > 0 && { thresholds: edition.thresholds }),
      };

/** A site's calendar: minutes ahead of UTC, the weekday numbers (0 = Sunday) off, and dates off (`2026-10-01`). */
export type Calendar = {
  readonly utcOffsetMin: number;
  readonly daysOff: readonly number[];
  readonly holidays: readonly string[];
};

/** The part of a local day in which routine waits, as minutes after midnight; `fromMin` after `toMin` spans midnight. */
export type QuietHours = { readonly fromMin: Minutes; readonly toMin: Minutes };

/** The pathway a demo region starts with; each threshold behind it cites its clinical.md row. */
export const DEFAULT_PATHWAY: PathwayVersion = {
  edition: '2026-11',
  jurisdiction: 'CHINA_2019',
  calendar: { utcOffsetMin: 480, daysOff: [0, 6], holidays: [] },
};

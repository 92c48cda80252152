import type { CommonWord, Heard, Unheard } from './decision';
import type { OpenEpisode } from './episode';
import type { DeviceId, EpisodeId, IncidentId, PatientId } from './ids';
import type { LadderRun } from './ladder';
import type { Calendar, KeptEdition } from './pathway';
import type { ReachAttempt } from './reach';
import type { Instant } from './time';
import type { AlarmCode, IncidentAction, IncidentStatus, Priority, ReachWay } from './vocabulary';

/** One wearable or technical alarm from its first signal to a person's closing word. */
export type Incident = {
  readonly id: IncidentId;
  readonly region: string;
  readonly patientId?: PatientId;
  readonly episodeId?: EpisodeId;
  readonly deviceId: DeviceId;
  /** The monitoring desk that answers, and the community that knows the patient. */
  readonly deskSiteId: string;
  readonly communitySiteId: string;
  /** When the community works. */
  readonly calendar?: Calendar;
  readonly code: AlarmCode;
  readonly priority: Priority;
  readonly status: IncidentStatus;
  readonly onsetAt: Instant;
  readonly raisedAt: Instant;
  readonly endedAt?: Instant;
  /** When we heard that the condition is over; gone when it came back. */
  readonly overAt?: Instant;
  /** Messages of the device that belong to this alarm. */
  readonly signals: number;
  readonly value?: number;
  readonly unit?: string;
  /** Buffered on the device for more than ten minutes: no siren, a phone call when HIGH (devices.md 6.3). */
  readonly late: boolean;
  readonly ackAt?: Instant;
  readonly ackBy?: string;
  readonly assessedAt?: Instant;
  readonly assessedBy?: string;
  readonly assessment?: string;
  readonly action?: IncidentAction;
  readonly actedAt?: Instant;
  readonly actedBy?: string;
  /** The episode this alarm became. */
  readonly upReferral?: OpenEpisode;
  readonly closedAt?: Instant;
  readonly closedBy?: string;
  /** Calls to the patient and what else was done to reach somebody; the record holds those before. */
  readonly attempts?: readonly ReachAttempt[];
  /** The edition of the hospital that answers, where it sets anything otherwise: this one keeps it. */
  readonly pathway?: KeptEdition;
  readonly runs: readonly LadderRun[];
};

/** What an incident's workflow is started with. */
export type OpenIncident = Pick<
  Incident,
  | 'id'
  | 'region'
  | 'patientId'
  | 'episodeId'
  | 'deviceId'
  | 'deskSiteId'
  | 'communitySiteId'
  | 'calendar'
  | 'code'
  | 'priority'
  | 'onsetAt'
  | 'raisedAt'
  | 'value'
  | 'unit'
  | 'late'
  | 'pathway'
> & { readonly heard: Heard };

export type IncidentHappening = Heard &
  (
    | ({ readonly type: 'SIGNAL_REPEATED'; readonly priority: Priority; readonly value?: number } & Partial<
        // Of the alarm that joined; a word that names none is of the same alarm.
        Pick<Incident, 'code' | 'unit' | 'late'>
      >)
    | { readonly type: 'CONDITION_ENDED'; readonly endedAt: Instant }
    | { readonly type: 'INCIDENT_ACKNOWLEDGED' }
    | { readonly type: 'INCIDENT_ASSESSED'; readonly assessment: string; readonly real: boolean }
    | { readonly type: 'INCIDENT_ACTED'; readonly action: IncidentAction }
    /** One action: the alarm becomes a new linked episode whose clocks start at the alarm time. */
    | { readonly type: 'UP_REFERRED'; readonly open: OpenEpisode }
    | {
        readonly type: 'CALL_MADE';
        readonly way: Exclude<ReachWay, 'WELFARE_CHECK'>;
        readonly reached: boolean;
        readonly remark?: string;
      }
    | {
        readonly type: 'WELFARE_CHECK_ASKED';
        readonly place: string;
        readonly seenAt?: Instant;
        readonly emsSiteId: string;
      }
    | { readonly type: 'WELFARE_CHECK_ENDED'; readonly reached: boolean; readonly remark: string }
    | { readonly type: 'INCIDENT_CLOSED'; readonly reason: string }
    | CommonWord
  );

export type IncidentMessage = Unheard<IncidentHappening>;
/** The happening of one type. */
export type Of<Type extends IncidentHappening['type']> = Extract<IncidentHappening, { type: Type }>;

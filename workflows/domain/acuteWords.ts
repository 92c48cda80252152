import type { AngiographyWord } from './angiography';
import type { BedsideWord } from './bedside';
import type { CallWord } from './callScript';
import type { Forecast, PciResult, Report, Time } from './episode';
import type { EcgId, EpisodeId, LabId } from './ids';
import type { LysisFindings } from './lysisResult';
import type { Instant, Minutes } from './time';
import type {
  Answer,
  BleedingKind,
  ConsentKind,
  ConsentState,
  Finding,
  LabRole,
  LysisResult,
  Milestone,
  Overlay,
  QuestionKind,
  RiskClass,
  StandDownReason,
  Strategy,
} from './vocabulary';

/** What is told of an episode from the first contact to the open artery. */
export type AcuteWord =
  | AngiographyWord
  | BedsideWord
  | CallWord
  | {
      readonly type: 'MILESTONE_RECORDED';
      readonly code: Milestone;
      readonly time: Time;
      readonly corrects?: number;
      readonly reason?: string;
    }
  | { readonly type: 'MILESTONE_WITHDRAWN'; readonly n: number; readonly reason: string }
  | {
      readonly type: 'QUESTION_CONFIRMED';
      readonly kind: QuestionKind;
      readonly code: string;
      readonly reason: string;
    }
  | { readonly type: 'BLEEDING_REPORTED'; readonly kind: BleedingKind; readonly time: Time }
  | { readonly type: 'REINFARCTION_FOUND'; readonly toEpisodeId: EpisodeId; readonly time: Time }
  | {
      readonly type: 'LEFT_AGAINST_ADVICE';
      readonly time: Time;
      readonly reason: string;
      readonly riskForm: boolean;
      readonly highRisk: boolean;
      readonly byName?: string;
      readonly relation?: string;
    }
  | {
      readonly type: 'OVERLAY_RAISED';
      readonly overlay: Overlay;
      readonly time: Time;
      readonly reason?: string;
    }
  | {
      readonly type: 'OVERLAY_ENDED';
      readonly overlay: Overlay;
      readonly time: Time;
      readonly reason?: string;
      /** Minutes of chest compressions, where somebody counted them. */
      readonly cprMin?: Minutes;
    }
  | {
      readonly type: 'ECG_RECEIVED';
      readonly ecgId: EcgId;
      readonly readingId: string;
      readonly acquired: Time;
      readonly ecgReceivedAt: Instant;
      /** The person who recorded it, where the cart says so. */
      readonly takenBy?: string;
      /** It was another episode's, or nobody's, until then; its report, when it is signed already. */
      readonly moved?: { readonly at: Instant; readonly report?: Report };
    }
  | { readonly type: 'ECG_REPORTED'; readonly report: Report }
  | { readonly type: 'ECG_UNREADABLE'; readonly ecgId: EcgId; readonly advice: string }
  | {
      readonly type: 'DIAGNOSIS_REVISED';
      readonly finding: Finding;
      readonly time: Time;
      readonly reason: string;
    }
  | {
      readonly type: 'RISK_LABELLED';
      readonly riskClass: RiskClass;
      readonly time: Time;
      readonly reason?: string;
    }
  | {
      readonly type: 'CHECKLIST_ANSWERED';
      readonly answers: Readonly<Record<string, Answer>>;
      readonly killip?: 1 | 2 | 3 | 4;
      readonly weightKg?: number;
    }
  | { readonly type: 'LYSIS_CONFIRMED'; readonly reason: string }
  | { readonly type: 'FORECAST_MADE'; readonly forecast: Forecast }
  | {
      readonly type: 'STRATEGY_DECIDED';
      readonly strategy: Strategy;
      readonly reason?: string;
      readonly shown?: string;
    }
  | {
      readonly type: 'LYSIS_ASSESSED';
      readonly result: LysisResult;
      readonly findings: LysisFindings;
      readonly time: Time;
      readonly reason?: string;
    }
  | { readonly type: 'LAB_CALLED'; readonly labId: LabId }
  | { readonly type: 'LAB_CHANGED'; readonly labId: LabId }
  | { readonly type: 'ACTIVATION_CANCELLED'; readonly reason: StandDownReason }
  | { readonly type: 'LAB_ANSWERED'; readonly labId: LabId; readonly held: boolean }
  | { readonly type: 'LAB_MEMBER_ARRIVED'; readonly role: LabRole; readonly time: Time }
  | {
      readonly type: 'CONSENT_CHANGED';
      readonly kind: ConsentKind;
      readonly state: ConsentState;
      readonly time: Time;
      readonly byName?: string;
      readonly relation?: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'CONSENT_FORM_ATTACHED';
      readonly kind: ConsentKind;
      readonly sha256: string;
      readonly contentType: string;
    }
  | { readonly type: 'PCI_REPORTED'; readonly result: PciResult };

import type { AlarmCode, Phase, Priority } from './vocabulary';

type Suppressing = {
  /** Rows of clinical.md 6.4 and devices.md 5.6. */
  readonly ref: string;
  readonly mostHours: number;
  readonly never: readonly AlarmCode[];
  /** HIGH is held back only while the patient is in one of these phases, or an arrest is being treated. */
  readonly highIn: readonly Phase[];
};

/** A named clinician holds back one kind of alarm of one patient; a call for help and a system that fails always sound. */
export const SUPPRESSION: Suppressing = {
  ref: '6.4, 5.6',
  mostHours: 24,
  never: ['SOS', 'PLATFORM_FAULT'],
  highIn: ['IN_LAB', 'INPATIENT'],
};

/** What is in force for a patient and a kind of alarm; `handled`: in hospital, or an arrest is being treated. */
export type Standing = { readonly id: string; readonly withHigh: boolean; readonly handled: boolean };

/** Whether an alarm is held back. */
export const isSuppressed = (code: AlarmCode, priority: Priority, standing: Standing | undefined): boolean =>
  standing !== undefined &&
  !SUPPRESSION.never.includes(code) &&
  (priority !== 'HIGH' || (standing.withHigh && standing.handled));

import type { Edited } from '../../workflows/domain/pathway';
import { assessSt, type StAnswer } from '../../workflows/domain/stCriteria';
import {
  LEADS,
  type Lead as LeadCode,
  type PreReadReason,
  type Sex,
  type StVerdict,
  type Territory,
} from '../../workflows/domain/vocabulary';
import { TWELVE } from '../formats/leads';
import type { Recording } from '../formats/recording';
import { findBeats } from './beats';
import { liftedByHypertrophy, oldLooking, qrsConfounders } from './confounders';
import { measuresOf, type LeadMeasures, type Measures } from './measure';
import { medianBeatOf, readyForBeats } from './medianBeat';
import { isNotchAlone, lastingMv } from './notch';
import { armsLookReversed } from './reversal';
import { wideRunsOf, type WideRun } from './runs';
import { rateOf, unusableBeats, unusableSignals } from './usable';

/** Named beside every number it makes; a change of a number is a new version. */
export const ALGORITHM = { name: 'wiretime-preread', version: '1.6.0' } as const;

/** Whose recording it is, and under which heights of ST the hospital that reads it works. */
export type Patient = Edited & { readonly sex: Sex; readonly ageYears?: number };

export type PreRead = {
  readonly algorithm: typeof ALGORITHM;
  readonly hr?: number;
  readonly rPeaksS: readonly number[];
  readonly qrsMs?: number;
  /** Level of the J point by lead, mV. */
  readonly jMv: Readonly<Record<string, number>>;
  readonly verdict: StVerdict;
  /** What keeps the verdict from being given, or what stands beside it. */
  readonly reasons: readonly PreReadReason[];
  readonly leads: readonly string[];
  readonly territories: readonly Territory[];
  /** What `VT_SUSPECTED` rests on. */
  readonly wideRuns: readonly WideRun[];
};

/** Measures a recording and holds it against the ST table. A hint for the order of a queue: a person reads every one. */
export function preRead(recording: Recording, patient: Patient = { sex: 'UNKNOWN' }): PreRead {
  const { fs, notes } = recording;
  const traces = recording.leads.map(({ uv }) => new Float64Array(uv));
  const beats = findBeats(traces, fs);
  const hr = rateOf(beats, fs);
  const rhythm = { rPeaksS: beats.map((at) => round(at / fs, 3)), ...(hr !== undefined && { hr: round(hr, 1) }) };
  const signals = unusableSignals(recording);
  if (signals.includes('LEADS_MISSING'))
    return withRuns({ ...withoutVerdict(...signals), ...rhythm }, wideRunsOf(traces, beats, fs));
  const twelve = traces.filter((_, n) => TWELVE.some((name) => name === recording.leads[n]?.name));
  const beat = medianBeatOf(readyForBeats(twelve, fs), beats);
  const unusable = [...new Set([...signals, ...unusableBeats(twelve, beats, beat)])];
  if (!beat) return { ...withoutVerdict(...unusable), ...rhythm };
  const measures = measuresOf(beat, TWELVE);
  const measured = {
    ...rhythm,
    qrsMs: Math.round(measures.drawnQrsMs),
    jMv: Object.fromEntries([...measures.leads].map(([name, { jMv }]) => [name, round(jMv, 3)])),
  };
  const paced: PreReadReason[] = measures.fiducials.spike === undefined ? [] : ['PACED'];
  if (unusable.length > 0) {
    const left = { ...withoutVerdict(...unusable, ...paced), ...measured };
    // A tachycardia of seconds leaves too few usual beats, and is what the reader should see first.
    const onlyBeats = unusable.every((reason) => reason === 'NO_STABLE_BEAT');
    return onlyBeats ? withRuns(left, wideRunsOf(twelve, beats, fs)) : left;
  }
  const seen: PreReadReason[] = [
    ...(notes.includes('PACING_SEEN_BY_CART') ? (['PACED'] as const) : []),
    ...qrsConfounders(measures),
    ...(armsLookReversed(beat, TWELVE, measures) ? (['ARMS_REVERSED'] as const) : []),
  ];
  const judged = judge(measures, patient, [...new Set(seen)]);
  return withRuns({ algorithm: ALGORITHM, ...measured, ...judged, wideRuns: [] }, wideRunsOf(twelve, beats, fs));
}

const withRuns = (read: PreRead, wideRuns: readonly WideRun[]): PreRead =>
  wideRuns.length === 0 ? read : { ...read, wideRuns, reasons: [...read.reasons, 'VT_SUSPECTED'] };

/** A recording that is not judged, and why. */
export const withoutVerdict = (...reasons: PreReadReason[]): PreRead => ({
  algorithm: ALGORITHM,
  rPeaksS: [],
  jMv: {},
  verdict: 'CANNOT_ASSESS',
  reasons,
  leads: [],
  territories: [],
  wideRuns: [],
});

type Judged = Pick<PreRead, 'verdict' | 'reasons' | 'leads' | 'territories'>;

/** `confounders`: what has been seen that takes the thresholds away, whatever ST does. */
function judge(measures: Measures, patient: Patient, confounders: readonly PreReadReason[]): Judged {
  const answer = assess(measures, patient, (lead) => lead.jMv);
  const shown = {
    leads: answer.leads.map(nameOf),
    territories: answer.territories,
  };
  const cannot = (...reasons: PreReadReason[]): Judged => ({ ...shown, verdict: 'CANNOT_ASSESS', reasons });
  if (confounders.length > 0) return cannot(...confounders);
  if (answer.verdict === 'CANNOT_ASSESS') return cannot('AGE_OR_SEX_UNKNOWN');
  const notMet = { verdict: 'DOES_NOT_MEET', leads: [], territories: [] } as const;
  if (answer.verdict === 'DOES_NOT_MEET') return { ...notMet, reasons: posteriorHint(measures) };
  const lasting = assess(measures, patient, lastingMv);
  if (lasting.verdict === 'DOES_NOT_MEET' && isNotchAlone(measures, shown.leads))
    return { ...notMet, reasons: ['J_WAVE', ...posteriorHint(measures)] };
  if (lasting.verdict !== 'MEETS_CRITERIA') return cannot('J_WAVE');
  const without = (names: readonly string[]) =>
    assess(measures, patient, ({ jMv }, name) => (names.includes(name) ? 0 : jMv)).verdict;
  if (without(oldLooking(measures.leads)) !== 'MEETS_CRITERIA') return cannot('ANEURYSM_OR_OLD_INFARCT');
  if (without(liftedByHypertrophy(measures.leads, patient.sex)) !== 'MEETS_CRITERIA') return cannot('LVH');
  return { ...shown, verdict: 'MEETS_CRITERIA', reasons: posteriorHint(measures) };
}

/** clinical.md 2.1: what makes a reader look at V7–V9; horizontal or downsloping (W13), so as deep 60 ms later. */
const DEPRESSION_MV = -0.05;

function posteriorHint({ leads }: Measures): PreReadReason[] {
  const down = ['V1', 'V2', 'V3'].filter((name) => {
    const { jMv = 0, j60Mv = 0 } = leads.get(name) ?? {};
    return jMv <= DEPRESSION_MV && j60Mv <= DEPRESSION_MV;
  });
  return down.length >= 2 && down.includes('V2') ? ['ST_DEPRESSION_V1_V3'] : [];
}

function assess({ leads }: Measures, patient: Patient, level: (lead: LeadMeasures, name: string) => number): StAnswer {
  const jMv = Object.fromEntries([...leads].map(([name, lead]) => [codeOf(name), level(lead, name)]));
  return assessSt('DIAGNOSIS', { jMv, ...patient });
}

const codeOf = (name: string): LeadCode | undefined => LEADS.find((code) => code === name.toUpperCase());
const nameOf = (code: LeadCode): string => TWELVE.find((name) => name.toUpperCase() === code) ?? code;

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

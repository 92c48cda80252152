import { priorityOf } from './deviceAlarms';
import { isTold, noteWearer, stepBand, type Band, type Reading, type Watching, type Wearer } from './streamBands';
import { STREAM_RULE_IDS, type StreamRule, type StreamRuleId, type StreamVital } from './streamRules';
import { MINUTE_MS } from './time';
import { PRIORITIES, type AlarmCode, type Priority } from './vocabulary';

type Raised = {
  readonly id: string;
  readonly priority: Priority;
  readonly vital: StreamVital;
  readonly value: number;
  readonly toldAt: number;
  /** Kept after its end only where a rule may not be raised again soon. */
  readonly ended?: true;
};

/** Everything the rules remember of one device on one wearer: plain JSON, kept across restarts. */
export type StreamState = {
  readonly wearer: Wearer;
  readonly bands: Readonly<Record<string, Band>>;
  readonly raised: Readonly<Record<string, Raised>>;
};
export const FRESH: StreamState = { wearer: { told: {} }, bands: {}, raised: {} };

/** Only what changes is told: an alarm begins or is told anew, grows graver, or ends. */
export type Transition = {
  readonly phase: 'start' | 'update' | 'end';
  readonly alarmId: string;
  readonly code: AlarmCode;
  readonly priority: Priority;
  readonly at: number;
  readonly onsetAt: number;
  /** What was measured, and its value as a person reads it. */
  readonly vital: StreamVital;
  readonly value: number;
  readonly unit?: string;
  readonly asleep: boolean;
};

type Step = { readonly state: StreamState; readonly told: readonly Transition[] };

/** One reading after the other, in the order of their times. */
export function watch(state: StreamState, reading: Reading, watching: Watching): Step {
  const wearer = noteWearer(state.wearer, reading);
  const bands: Record<string, Band> = { ...state.bands };
  const touched = new Set<AlarmCode>();
  for (const id of STREAM_RULE_IDS) {
    const rule = watching.rules[id];
    if (rule.vital !== reading.vital) continue;
    const key = bandKey(id, reading);
    bands[key] = stepBand(bands[key], { rule, reading, watching, wearer, before: state.wearer });
    touched.add(rule.code);
  }
  return [...touched].reduce<Step>(
    (sofar, code) => {
      const { state: next, told } = settle(sofar.state, code, reading, watching);
      return { state: next, told: [...sofar.told, ...told] };
    },
    { state: { ...state, wearer, bands }, told: [] },
  );
}

/** ST is watched lead by lead, everything else once. */
const leadOf = ({ vital, lead }: Reading): string => (vital === 'ST' && lead !== undefined ? `:${lead}` : '');
const bandKey = (id: StreamRuleId, reading: Reading): string => id + leadOf(reading);

type Holding = { readonly rule: StreamRule; readonly band: Band; readonly priority: Priority };

/** What the rules of one alarm mean together, and whether that is news. */
function settle(state: StreamState, code: AlarmCode, reading: Reading, watching: Watching): Step {
  const key = code + leadOf(reading);
  const known = state.raised[key];
  const active = known?.ended ? undefined : known;
  const holding = holdingOf(state, code, reading, watching);
  if (holding.length === 0) return active ? end(state, key, { code, active, reading, watching }) : { state, told: [] };
  const [worst] = holding
    .filter(({ priority }) => priority !== 'INFO')
    .toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
  if (!worst || !isNews(worst, known, reading.at)) return { state, told: [] };
  const { rule, band, priority } = worst;
  const graver = active !== undefined && isGraver(priority, active.priority);
  const value = band.value ?? 0;
  const id = graver ? active.id : `${rule.ref}:${key}:${reading.at}`;
  const { vital } = rule;
  const raised: Raised = { id, priority, vital, value, toldAt: reading.at };
  const asleep = isTold(state.wearer, 'ASLEEP', 1, reading.at);
  const told: Omit<Transition, 'phase'> = {
    ...{ alarmId: id, code, priority, vital, value, asleep },
    at: reading.at,
    onsetAt: band.since ?? reading.at,
    ...(rule.shownAs && { unit: rule.shownAs.unit }),
  };
  return {
    state: { ...state, raised: { ...state.raised, [key]: raised } },
    told: [{ phase: graver ? 'update' : 'start', ...told }],
  };
}

const isGraver = (a: Priority, b: Priority): boolean => PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b);

/** Newly begun and not too soon after the last; grown graver; or due to be told anew. */
function isNews({ rule, band, priority }: Holding, known: Raised | undefined, at: number): boolean {
  if (known === undefined) return true;
  if (known.ended) return rule.quietMin === undefined || at - known.toldAt >= rule.quietMin * MINUTE_MS;
  if (isGraver(priority, known.priority)) return true;
  if (rule.again === undefined) return false;
  const growth = Math.round((Math.abs(band.value ?? 0) - Math.abs(known.value)) * 1000) / 1000;
  return growth >= rule.again.growth || at - known.toldAt >= rule.again.afterMin * MINUTE_MS;
}

function holdingOf(
  state: StreamState,
  code: AlarmCode,
  reading: Reading,
  { rules, profile, symptoms }: Watching,
): Holding[] {
  return STREAM_RULE_IDS.flatMap((id) => {
    const rule = rules[id];
    const band = rule.code === code ? state.bands[bandKey(id, reading)] : undefined;
    if (!band?.holds) return [];
    const measured = rule.vital === 'DBP' ? { diastolic: band.lasting ?? 0 } : { value: band.lasting ?? 0 };
    const priority = priorityOf(code, {
      ...measured,
      symptoms,
      asleep: isTold(state.wearer, 'ASLEEP', 1, reading.at),
      claimedHigh: false,
      repeats: band.hits?.length ?? 1,
      highWatch: profile.highWatch,
      lastedMin: (reading.at - (band.since ?? reading.at)) / MINUTE_MS,
    });
    return [{ rule, band, priority }];
  });
}

type Ending = {
  readonly code: AlarmCode;
  readonly active: Raised;
  readonly reading: Reading;
  readonly watching: Watching;
};

function end(state: StreamState, key: string, { code, active, reading: { at }, watching: { rules } }: Ending): Step {
  const isQuietAfter = STREAM_RULE_IDS.some((id) => rules[id].code === code && rules[id].quietMin !== undefined);
  const others = Object.fromEntries(Object.entries(state.raised).filter(([other]) => other !== key));
  const raised: StreamState['raised'] = isQuietAfter ? { ...others, [key]: { ...active, ended: true } } : others;
  const { id: alarmId, priority, vital, value } = active;
  return {
    state: { ...state, raised },
    told: [{ phase: 'end', alarmId, code, priority, vital, value, at, onsetAt: active.toldAt, asleep: false }],
  };
}

import { ADJUNCT_NUMBERS } from '../../../workflows/domain/adjunctRows';
import { ASKED_LIMITS, type Asking } from '../../../workflows/domain/askedLimits';
import type { DoseNumber } from '../../../workflows/domain/doseNumbers';
import { STEP_CHANNELS } from '../../../workflows/domain/ladderSteps';
import { LYSIS_ITEMS } from '../../../workflows/domain/lysisChecklist';
import { LYTIC_NUMBERS } from '../../../workflows/domain/lytics';
import { NSTE_ITEMS } from '../../../workflows/domain/nsteRisk';
import { PACK_NUMBERS } from '../../../workflows/domain/packRows';
import { CHAINS, type ChainCode } from '../../../workflows/domain/owners';
import { STEP_ROLES } from '../../../workflows/domain/stepRoles';
import { ST_HEIGHTS } from '../../../workflows/domain/stCriteria';
import { isTargetCode, targetOf } from '../../../workflows/domain/targets';
import { JURISDICTIONS, type Jurisdiction } from '../../../workflows/domain/vocabulary';
import type { PathwayNowQuery } from '../api/generated/graphql';
import { forWhom } from '../parts/stRowWords';
import { asked } from '../words/asked';
import { fill } from '../words/fill';
import type { Words } from '../words/words';

export type Threshold = PathwayNowQuery['pathwayThresholds'][number];
type Speaking = Pick<Words, 't' | 'word'>;

/** What a threshold means, as people read it. */
export function thresholdName(threshold: Threshold, words: Speaking): string {
  const { code, target, ladder, unit, value } = threshold;
  const { t, word } = words;
  if (ladder !== null) {
    const [, minute = '', who] = /_AFTER_(\d+)_ASKS_(\w+)$/.exec(code) ?? [];
    if (who !== undefined)
      return `${ladderName(ladder, words)}: ${fill(t.ladderStepAsks, { n: minute, whom: whoName(who, words) })}`;
    const after = /_AFTER_(\d+)_BY$/.exec(code)?.[1];
    const step = after === undefined ? fill(t.ladderStep, { n: value }) : fill(t.ladderStepBy, { n: after });
    return `${ladderName(ladder, words)}: ${step}`;
  }
  if (unit === 'OFFERED') return `${stocked(code, words)}: ${t.productOffered}`;
  const dose = DOSES.find((one) => one.code === code);
  if (dose !== undefined) return doseName(dose, words);
  const question = QUESTIONS.find(({ limits }) => limits?.some((limit) => limit === code));
  if (question !== undefined) return askedWith(question, code, words);
  const height = ST_HEIGHTS.find((one) => one.code === code);
  if (height !== undefined) return heightName(height, words);
  const [, chain, level] = /^CHAIN_(\w+)_(LEVEL_ONE|LEVEL_TWO)$/.exec(code) ?? [];
  if (isChain(chain)) {
    const [owner, one, two] = CHAINS[chain];
    const whom = word('role', level === 'LEVEL_ONE' ? one : two);
    const text = level === 'LEVEL_ONE' ? t.chainLevelOne : t.chainLevelTwo;
    return fill(text, { owner: word('role', owner), whom });
  }
  if (target === null || !isTargetCode(target)) return word('threshold', code);
  const part = code.slice(target.length + 1);
  const [, nth, what] = /^TELL_(\d+)(?:_(ASKS|BY))?$/.exec(part) ?? [];
  const name = word('target', target);
  if (nth === undefined) return `${name}: ${word('threshold', part)}`;
  const told = targetOf(target).tells?.[Number(nth) - 1];
  const whom = told === undefined ? '' : (chains[told.role]?.(t) ?? word('role', told.role));
  const text = what === undefined ? t.tellsAfter : what === 'ASKS' ? t.tellsWhom : t.tellsBy;
  const step = { whom, n: rounded(told?.afterMin ?? 0, 100), channel: word('channel', told?.channel) };
  return `${name}: ${fill(text, step)}`;
}

const isChain = (chain: string | undefined): chain is ChainCode => chain !== undefined && chain in CHAINS;

/** Whom a step asks: a role, or whoever the case puts there. */
export function whoName(who: string, { t, word }: Speaking): string {
  const named: Readonly<Record<string, string>> = {
    OWNER: t.clockHolder,
    LEAD: t.holderLead,
    ABOVE: t.holderAbove,
    TOLD: t.toldRole,
    ROTA_LEAD: t.rotaLead,
  };
  return named[who] ?? word('role', who);
}

/** Whom a step asks, as an edition says it. */
export const stepRoleName = (role: (typeof STEP_ROLES)[number] | undefined, { t, word }: Speaking): string =>
  role === undefined || role === 'AS_PRINTED' ? t.asPrinted : word('role', role);

/** What the hospital has or has not: a lytic, or a choice of the pack. */
const stocked = (code: string, { word }: Speaking): string =>
  code.startsWith('PACK_')
    ? word('drug', code.slice('PACK_'.length))
    : word('lyticProduct', code.slice('LYTIC_'.length));

const DOSES = [...LYTIC_NUMBERS, ...PACK_NUMBERS, ...ADJUNCT_NUMBERS];

const QUESTIONS: readonly (Asking & Readonly<Partial<Record<Jurisdiction, unknown>>>)[] = [
  ...LYSIS_ITEMS,
  ...NSTE_ITEMS,
];

/** The first question that asks with this number, with a gap where it stands, and whose lists ask it. */
function askedWith({ code, limits = [], ...item }: (typeof QUESTIONS)[number], number: string, { word }: Speaking) {
  const lists = JURISDICTIONS.filter((one) => item[one] !== undefined).map((one) => word('jurisdiction', one));
  const said = asked(
    { code, limits: limits.map((limit) => (limit === number ? '…' : ASKED_LIMITS[limit].value)) },
    word,
  );
  return lists.length === 0 ? said : `${said} (${lists.join(', ')})`;
}

const AGE_WORDS = { '<': 'ageBelow', '<=': 'ageUntil', '>': 'ageOver', '>=': 'ageFrom' } as const;

/** A lytic goes by its product, anything else by its drug. */
function productName(product: string, { word }: Pick<Speaking, 'word'>): string {
  const known = word('lyticProduct', product);
  return known === product ? word('drug', product) : known;
}

/** A number of a dose: of which product, for whom, which step of it. */
function doseName(one: DoseNumber, { t, word }: Speaking): string {
  const { product, column, ageYears, step, belowKg, fromKg, end } = one;
  return [
    productName(product, { word }),
    column === undefined ? '' : word('doseColumn', column),
    ageYears === undefined ? '' : fill(t[AGE_WORDS[ageYears.sign]], { n: ageYears.years }),
    fill(t.doseStep, { n: step }),
    belowKg === undefined ? '' : `< ${belowKg} kg`,
    fromKg === undefined ? '' : `≥ ${fromKg} kg`,
    end === undefined ? '' : word('doseEnd', end),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** A height of ST: for which question, in which leads, for whom. */
const heightName = ({ question, row }: (typeof ST_HEIGHTS)[number], words: Speaking): string =>
  [words.word('stQuestion', question), row.leads.map((lead) => words.word('lead', lead)).join(' '), forWhom(row, words)]
    .filter((part) => part !== '')
    .join(', ');

/** A ladder goes by the reason its pages give; an alarm's by its priority. */
export function ladderName(ladder: string, { word }: Speaking): string {
  const [, priority] = /^INCIDENT_(\w+)$/.exec(ladder) ?? [];
  if (ladder.startsWith('ROTA_HOLE_')) return word('rotaHoleLadder', ladder);
  return priority === undefined
    ? word('pageReason', ladder)
    : `${word('pageReason', 'INCIDENT')}, ${word('priority', priority)}`;
}

/** Those of a target's own chain, whoever they are at the moment. */
const chains: Readonly<Record<string, (t: Words['t']) => string>> = {
  OWNER: (t) => t.clockOwner,
  LEVEL_ONE: (t) => t.clockLevelOne,
  HOLDER: (t) => t.clockHolder,
};

/** What several numbers are of: one target, one ladder, one product; their rows stand under its name. */
export function headOf(
  { code, target, ladder }: Pick<Threshold, 'code' | 'target' | 'ladder'>,
  words: Speaking,
): string | undefined {
  const { word } = words;
  if (ladder !== null) return ladderName(ladder, words);
  if (target !== null) return word('target', target);
  const product = DOSES.find((one) => one.code === code)?.product;
  return product === undefined ? undefined : productName(product, words);
}

/** The rest of a number’s name under its head. */
export const nameUnder = (head: string | undefined, name: string): string =>
  head !== undefined && name.startsWith(head) ? name.slice(head.length).replace(/^[:：,，] ?/, '') : name;

/** A minute of the day as a clock shows it, and back. */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const minuteOf = (time: string): number | undefined => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};

/** By which channel a step asks, as an edition says it. */
export const channelName = (channel: (typeof STEP_CHANNELS)[number] | undefined, { t, word }: Speaking): string =>
  channel === undefined || channel === 'AS_PRINTED' ? t.asPrinted : word('channel', channel);

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;

/** A number with its unit, without the noise of binary fractions. */
export function shownValue({ unit }: Pick<Threshold, 'unit'>, value: number, words: Speaking): string {
  const { t, word } = words;
  if (unit === 'MINUTE_OF_DAY') return clockTime(value);
  if (unit === 'OFFERED') return value === 1 ? t.offeredYes : t.offeredNo;
  if (unit === 'CHANNEL') return channelName(STEP_CHANNELS[value], words);
  if (unit === 'ROLE') return stepRoleName(STEP_ROLES[value], words);
  return `${rounded(value, unit === 'MV' ? 1000 : 100)} ${word('thresholdUnit', unit)}`;
}

/** The three months before those we are in, on this screen's clock. */
export function lastQuarter(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const first = Math.floor(today.getMonth() / 3) * 3;
  const monthStart = (month: number) => new Date(today.getFullYear(), month, 1).toISOString();
  return { from: monthStart(first - 3), to: monthStart(first) };
}

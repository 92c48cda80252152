import { codesEn } from '../../ui-admin/src/words/codesEn';
import { codesZh } from '../../ui-admin/src/words/codesZh';
import { planned } from './followUpTable';
import { reperfusion } from './reperfusionTable';
import { table } from './markdown';
import { ADJUNCT_ROWS } from '../../workflows/domain/adjunctRows';
import { LYSIS_ITEMS } from '../../workflows/domain/lysisChecklist';
import { LYSIS_RESULT_ROWS } from '../../workflows/domain/lysisResult';
import { LYTIC_ROWS } from '../../workflows/domain/lytics';
import type { LyticRow } from '../../workflows/domain/lytics';
import { CHAINS } from '../../workflows/domain/owners';
import { type PackDose, packFor } from '../../workflows/domain/pack';
import type { Target } from '../../workflows/domain/targets';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import type { Milestone, Strategy } from '../../workflows/domain/vocabulary';
import { JURISDICTIONS } from '../../workflows/domain/vocabulary';

/** docs/generated/decision-tables.md: what the tables of the rules say, for a cardiologist to check. */
export const decisionTables = (): string =>
  [
    '# Decision tables',
    '',
    'Printed from `workflows/domain` by `npm run coverage`, for a cardiologist to check line by line. Nothing here is typed by hand; a value that is wrong is wrong in the rule. The system shows, times and asks: a named person decides.',
    ...targets(),
    ...owners(),
    ...reperfusion(),
    ...contraindications(),
    ...lytics(),
    ...pack(),
    ...adjuncts(),
    ...lysisResult(),
    ...planned(),
    '',
  ].join('\n');

const named = (code: Milestone): string => `${codesEn.milestone[code]} ${codesZh.milestone[code]}`;

const minutes = (min: number): string => {
  if (min < 1) return `${Math.round(min * 60)} s`;
  if (min >= 2 * 1440) return `${min / 1440} d`;
  return min > 120 ? `${min / 60} h` : `${min} min`;
};

const limit = ({ limitMin, limitWhen, sign = '<=' }: Target): string => {
  if (limitMin === undefined) return 'reported only';
  const otherwise = limitWhen === undefined ? '' : `; ${limitWhen.fact}: ${sign} ${minutes(limitWhen.limitMin)}`;
  return `${sign} ${minutes(limitMin)}${otherwise}`;
};

const tells = ({ tells: own = [] }: Target): string =>
  own
    .map(({ afterMin, role, channel, unless, onlyIf }) => {
      const but = [unless && `unless ${unless}`, onlyIf && `if ${onlyIf}`].filter((one) => one !== undefined);
      return `${minutes(afterMin)} ${role} (${[channel, ...but].join(', ')})`;
    })
    .join('<br>');

const targets = (): readonly string[] =>
  table(
    'Time targets (1.2)',
    ['row', 'from', 'to', 'limit', 'owner', 'its own minutes', 'only for', 'void by', 'source'],
    targetCodes.map((code) => {
      const target = targetOf(code);
      const to = target.to.map(named).join(target.toAll === undefined ? ' or ' : ' and ');
      const from = target.from.map(named).join(', else ');
      const { owner, applies = [], voidBy = [], ref } = target;
      return [code, from, to, limit(target), owner, tells(target), applies.join(', '), voidBy.join(', '), ref];
    }),
  );

const owners = (): readonly string[] =>
  table(
    'Who is told: owner at 75 %, level 1 at 100 %, level 2 at 150 % (1.1, 10.11, 10.40)',
    ['owner', '75 %', '100 %', '150 %, and the duty director always'],
    Object.entries(CHAINS).map(([owner, chain]) => [
      owner,
      ...chain.map((role) => `${codesEn.role[role]} ${codesZh.role[role]}`),
    ]),
  );

const contraindications = (): readonly string[] =>
  table(
    'Lysis contraindications (2.3): A absolute, R relative; unknown is never no',
    ['item', ...JURISDICTIONS.map((list) => codesEn.jurisdiction[list])],
    LYSIS_ITEMS.map((item) => [item.code, ...JURISDICTIONS.map((list) => item[list]?.at(0) ?? '–')]),
  );

const part = (one: LyticRow['parts'][number]): string => {
  const over = one.overMin.map(minutes).join('–');
  const after = one.afterMin === undefined ? '' : `, ${minutes(one.afterMin)} later`;
  if ('amount' in one) return `${one.amount} ${one.unit} over ${over}${after}`;
  if ('perKg' in one) return `${one.perKg} ${one.unit}/kg, at most ${one.max} ${one.unit}, over ${over}${after}`;
  const bands = one.bands.map(({ belowKg, amount }) =>
    belowKg === undefined ? `else ${amount}` : `below ${belowKg} kg ${amount}`,
  );
  return `${bands.join(', ')} ${one.unit} over ${over}${after}`;
};

const lytics = (): readonly string[] =>
  table(
    'Lytics (2.4)',
    ['agent', 'product', 'where', 'dose', 'half of it', 'source'],
    LYTIC_ROWS.map((row) => [
      `${codesEn.drug[row.agent]} ${codesZh.drug[row.agent]}`,
      row.product,
      row.in.map((list) => codesEn.jurisdiction[list]).join(', '),
      row.parts.map(part).join('<br>'),
      row.half === undefined
        ? ''
        : `age ${row.half.sign} ${row.half.years} (${row.half.in.map((list) => codesEn.jurisdiction[list]).join(', ')})`,
      row.ref,
    ]),
  );

const STRATEGIES: readonly (Strategy | undefined)[] = [undefined, 'PPCI_ON_SITE', 'PPCI_BY_TRANSFER', 'LYSIS', 'NONE'];

const loads = (doses: readonly PackDose[]): string =>
  doses.map(({ drug, mg }) => `${codesEn.drug[drug]} ${mg} mg`).join(', ');

const pack = (): readonly string[] =>
  table(
    'The one pack (2.5, 10.34)',
    ['strategy', 'age', 'aspirin', 'P2Y12 drug, one of', 'asked'],
    STRATEGIES.flatMap((strategy) =>
      [75, 76, undefined].map((ageYears) => {
        const { aspirin, p2y12, asks } = packFor({ strategy, ageYears, answers: {} });
        const chosen = strategy === undefined ? 'undecided' : codesEn.strategy[strategy];
        return [chosen, String(ageYears ?? 'unknown'), loads(aspirin), loads(p2y12), asks.join(', ')];
      }),
    ),
  );

const adjunctPart = (one: (typeof ADJUNCT_ROWS)[number]['parts'][number]): string => {
  const { from, to, perKg, unit, route, max, maxOfFirstTwo, afterMin, everyH } = one;
  const said = [
    `${from}${to === undefined ? '' : `–${to}`} ${codesEn.doseUnit[unit]}${perKg === true ? ' per kg' : ''} ${codesEn.route[route]}`,
    ...(max === undefined ? [] : [`${maxOfFirstTwo === true ? 'the first two ' : ''}at most ${max}`]),
    ...(afterMin === undefined ? [] : [`${minutes(afterMin)} later`]),
    ...(everyH === undefined ? [] : [`every ${everyH} h`]),
  ];
  return said.join(', ');
};

const adjuncts = (): readonly string[] =>
  table(
    'Statin and anticoagulant beside the pack (2.5)',
    ['drug', 'product', 'with', 'age', 'dose', 'remarks', 'source'],
    ADJUNCT_ROWS.map(({ adjunct, product, in: columns, ageYears, parts, remarks, ref }) => [
      codesEn.adjunct[adjunct],
      `${codesEn.drug[product]} ${codesZh.drug[product]}`,
      columns.join(', '),
      ageYears === undefined ? '' : `${ageYears.sign} ${ageYears.years}`,
      parts.map(adjunctPart).join('<br>'),
      remarks.map((remark) => codesEn.adjunctReason[remark]).join(', '),
      ref,
    ]),
  );

const lysisResult = (): readonly string[] =>
  table(
    'Whether lysis worked (2.6): the first row that holds; a person says it',
    ['row', 'says'],
    LYSIS_RESULT_ROWS.map(({ row, says }) => [row, codesEn.lysisResult[says]]),
  );

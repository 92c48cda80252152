import type { Assessment } from '../../workflows/domain/lysisChecklist';
import type { StrategyInput } from '../../workflows/domain/strategy';
import { recommend } from '../../workflows/domain/strategy';
import { codesEn } from '../../ui-admin/src/words/codesEn';
import { table } from './markdown';

const HOUR = 60;
const NOTHING: Assessment = { absolute: [], relative: [], unknown: [] };
const ABSOLUTE: Assessment = { ...NOTHING, absolute: ['PRIOR_INTRACRANIAL_HAEMORRHAGE'] };
const FORECASTS = [60, 120, 121, undefined] as const;

const ONGOING = { ONGOING_ISCHAEMIA: 'YES' } as const;
const STABLE = { ONGOING_ISCHAEMIA: 'NO', INSTABILITY: 'NO', LIFE_THREATENING_ARRHYTHMIA: 'NO' } as const;
const TERRITORY = { ...ONGOING, PCI_IMPOSSIBLE: 'YES', LARGE_INFARCT: 'YES' } as const;

type Onset = readonly [says: string, hours: number | undefined, situation: StrategyInput['situation']];
const ONSETS: readonly Onset[] = [
  ['2 h', 2, {}],
  ['12 h', 12, {}],
  ['14 h, ischaemia goes on', 14, ONGOING],
  ['14 h, goes on, PCI impossible, large', 14, TERRITORY],
  ['14 h, stable', 14, STABLE],
  ['30 h, ischaemia goes on', 30, ONGOING],
  ['30 h, stable', 30, STABLE],
  ['50 h, stable', 50, STABLE],
  ['unknown, ischaemia goes on', undefined, ONGOING],
  ['unknown, nothing known', undefined, {}],
  ['4 h, shock', 4, { CARDIOGENIC_SHOCK: 'YES' }],
  ['4 h, circulation back after arrest', 4, { CIRCULATION_RETURNED_AFTER_ARREST: 'YES' }],
];

const said = (facts: StrategyInput): string => {
  const { strategy, row } = recommend(facts);
  return `${strategy === 'ASK' ? 'a person decides' : codesEn.strategy[strategy]} (${row})`;
};

const grid = (heading: string, facts: Pick<StrategyInput, 'lysis' | 'jurisdiction'>): readonly string[] =>
  table(
    heading,
    ['onset', ...FORECASTS.map((min) => (min === undefined ? 'forecast unknown' : `wire in ${min} min`))],
    ONSETS.map(([says, hours, situation]) => {
      const sinceMin = hours === undefined ? undefined : hours * HOUR;
      const onset = sinceMin === undefined ? {} : { onset: { longestMin: sinceMin, shortestMin: sinceMin } };
      const place = { stemi: true, dissectionSuspected: false, atPciHospital: false, edition: {} };
      const common = { ...place, situation, ...onset, ...facts };
      return [
        says,
        ...FORECASTS.map((forecastMin) => said({ ...common, ...(forecastMin !== undefined && { forecastMin }) })),
      ];
    }),
  );

/** The recommendation at a hospital without PCI over onset and forecast (2.2). */
export const reperfusion = (): readonly string[] => [
  ...grid('Reperfusion, STEMI at a hospital without PCI, China 2019 (2.2)', {
    lysis: NOTHING,
    jurisdiction: 'CHINA_2019',
  }),
  ...grid('The same with an absolute contraindication', { lysis: ABSOLUTE, jurisdiction: 'CHINA_2019' }),
  ...grid('The same under ACCF/AHA, no contraindication', { lysis: NOTHING, jurisdiction: 'ACCF_AHA' }),
];

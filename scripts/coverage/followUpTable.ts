import { VISITS } from '../../workflows/domain/followUpPlan';
import { table } from './markdown';

type Visit = (typeof VISITS)[number];

const day = (when: Visit['due']): string => ('day' in when ? `day ${when.day}` : `month ${when.month}`);

/** The plan of the year after discharge. */
export const planned = (): readonly string[] =>
  table(
    'The year after discharge (5.1, 10.20)',
    ['visit', 'kind', 'due', 'at high risk', 'content'],
    VISITS.map(({ code, kind, due, dueHighRisk, content, contentIfLvefLow }) => [
      code,
      kind,
      day(due),
      dueHighRisk === undefined ? '' : day(dueHighRisk),
      [...content, ...(contentIfLvefLow ?? []).map((one) => `${one} (LVEF was low)`)].join(', '),
    ]),
  );

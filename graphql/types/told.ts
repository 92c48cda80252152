import type { DrugGiven, TestResult } from '../../prisma/generated/client';
import type { Time } from '../../workflows/domain/episode';
import { instantOf } from '../../workflows/domain/time';
import type { ToldLine } from '../../workflows/domain/toldLines';
import type { builder } from '../builder';
import { present } from '../present';
import { Role } from './common';
import { personBy } from './people';

type Row = TestResult | DrugGiven;

/** When what a row tells took place. */
export const timeOf = ({ at, untilAt, precision, source }: Row): Time => ({
  at: instantOf(at),
  ...present({ untilAt: untilAt && instantOf(untilAt) }),
  ...{ precision, source },
});

/** What every row of results or doses says of itself, as the rules know it. */
export const lineOf = ({ n, recordedBy, recordedRole, receivedAt, corrects, withdraws, reason }: Row): ToldLine => ({
  ...{ n, recordedBy, receivedAt: instantOf(receivedAt) },
  ...present({ recordedRole, corrects, reason }),
  ...(withdraws === true ? { withdraws } : {}),
});

export type Shown<Line> = Line & { readonly stands: boolean };

/** The fields every type of such lines has. */
export const toldFields = (
  t: PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Shown<ToldLine>>,
) => ({
  n: t.exposeInt('n'),
  recordedBy: t.field(personBy(({ recordedBy }) => recordedBy)),
  recordedById: t.exposeID('recordedBy', { description: 'A person, or the device it came from.' }),
  recordedRole: t.expose('recordedRole', { type: Role, nullable: true }),
  receivedAt: t.expose('receivedAt', { type: 'Instant' }),
  stands: t.exposeBoolean('stands', { description: 'Neither corrected nor taken back.' }),
  corrects: t.exposeInt('corrects', { nullable: true }),
  withdraws: t.boolean({ resolve: ({ withdraws }) => withdraws === true }),
  reason: t.exposeString('reason', { nullable: true, description: 'Why it was corrected or taken back.' }),
});

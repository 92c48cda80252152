import type { Prisma, PreRead as Row } from '../../prisma/generated/client';
import { FINDINGS, PRE_READ_REASONS, ST_VERDICTS, TERRITORIES } from '../../workflows/domain/vocabulary';
import { DAY_MS } from '../../workflows/domain/time';
import { builder } from '../builder';
import { agreementSince, type Agreement } from '../preRead';
import { onRecord } from '../record';
import { Finding, PreReadReason, StVerdict, Territory } from './common';

type Level = { readonly lead: string; readonly mV: number; readonly beforeMv: number | undefined };

const LeadLevel = builder.objectRef<Level>('LeadLevel').implement({
  description: 'Level of the J point in one lead.',
  fields: (t) => ({
    lead: t.exposeString('lead'),
    mV: t.exposeFloat('mV'),
    beforeMv: t.exposeFloat('beforeMv', { nullable: true, description: 'In the patient’s recording before this one.' }),
  }),
});

/** Of these words the ones the schema knows: the table holds what an older version wrote. */
const known = <Word extends string>(words: readonly Word[], given: readonly string[]): Word[] =>
  words.filter((word) => given.includes(word));

const levelsOf = (jMv: Prisma.JsonValue): Readonly<Record<string, number>> => (jMv ?? {}) as Record<string, number>; // written by the gateway only

export const PreRead = builder.objectRef<Row>('PreRead').implement({
  description: 'Automated measurement and triage hint, unconfirmed: never a diagnosis.',
  fields: (t) => ({
    algorithm: t.string({ resolve: ({ algorithm, version }) => `${algorithm} ${version}` }),
    verdict: t.field({
      type: StVerdict,
      resolve: ({ verdict }) => known(ST_VERDICTS, [verdict])[0] ?? 'CANNOT_ASSESS',
    }),
    reasons: t.field({ type: [PreReadReason], resolve: ({ reasons }) => known(PRE_READ_REASONS, reasons) }),
    leads: t.exposeStringList('leads', { description: 'Contiguous leads at their threshold.' }),
    territories: t.field({ type: [Territory], resolve: ({ territories }) => known(TERRITORIES, territories) }),
    hr: t.exposeFloat('hr', { nullable: true, description: 'Beats a minute.' }),
    qrsMs: t.exposeInt('qrsMs', { nullable: true }),
    levels: t.field({
      type: [LeadLevel],
      resolve: async (row, _, { loaders }) => {
        const before = (await loaders.hintBefore(row.ecgId))?.jMv ?? {};
        return Object.entries(levelsOf(row.jMv)).map(([lead, mV]) => ({ lead, mV, beforeMv: before[lead] }));
      },
    }),
    beforeAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the patient’s recording before this one was made, whose levels stand beside these.',
      resolve: async ({ ecgId }, _, { loaders }) => (await loaders.hintBefore(ecgId))?.acquiredAt,
    }),
    madeAt: t.expose('madeAt', { type: 'Instant' }),
  }),
});

const PreReadAgreement = builder.objectRef<Agreement>('PreReadAgreement').implement({
  description: 'How often people signed a finding under a verdict of the machine.',
  fields: (t) => ({
    version: t.exposeString('version'),
    verdict: t.field({
      type: StVerdict,
      resolve: ({ verdict }) => known(ST_VERDICTS, [verdict])[0] ?? 'CANNOT_ASSESS',
    }),
    finding: t.field({
      type: Finding,
      nullable: true,
      resolve: ({ finding }) => known(FINDINGS, [finding])[0],
    }),
    count: t.exposeInt('count'),
  }),
});

builder.queryFields((t) => ({
  preReadAgreement: t.field({
    type: [PreReadAgreement],
    description: 'The agreement log in numbers, shadow mode included.',
    args: { days: t.arg.int({ required: true, defaultValue: 30 }) },
    resolve: (_, { days }, { prisma, now }) => onRecord(() => agreementSince(prisma, new Date(now() - days * DAY_MS))),
  }),
}));

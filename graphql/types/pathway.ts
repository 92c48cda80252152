import { Fault } from '../../activities/platform/faults';
import { MOST_CLIMBS, readStoredClimbs } from '../../prisma/storedClimbs';
import { MOST_STORED, readStoredEpisodes } from '../../prisma/storedEpisodes';
import type { Edition, Thresholds } from '../../workflows/domain/pathway';
import { DEFAULT_PATHWAY, editionInForce } from '../../workflows/domain/pathway';
import type { Replayed } from '../../workflows/domain/replayPathway';
import type { ReplayedLadder as LadderReplay } from '../../workflows/domain/replayLadders';
import type { ReplayedPerson } from '../../workflows/domain/replayedPeople';
import { replayedPeople } from '../../workflows/domain/replayedPeople';
import { replayLadders } from '../../workflows/domain/replayLadders';
import { replayPathway } from '../../workflows/domain/replayPathway';
import type { Changed, Threshold } from '../../workflows/domain/thresholds';
import { beyondPrint, whyNotThresholds } from '../../workflows/domain/editionChecks';
import { differences, THRESHOLDS } from '../../workflows/domain/thresholds';
import { DAY_MS } from '../../workflows/domain/time';
import { builder } from '../builder';
import type { Context } from '../context';
import { onRecord } from '../record';
import { readInstant } from '../times';
import { Jurisdiction, ThresholdUnit } from './common';
import { personBy, siteBy } from './people';

const PathwayThreshold = builder.objectRef<Threshold>('PathwayThreshold').implement({
  description: 'A number of the pathway an edition may set, and what holds where none does.',
  fields: (t) => ({
    code: t.exposeID('code'),
    ref: t.exposeString('ref'),
    target: t.exposeString('target', { nullable: true }),
    ladder: t.exposeString('ladder', { nullable: true }),
    unit: t.expose('unit', { type: ThresholdUnit }),
    value: t.exposeFloat('value'),
  }),
});

type Value = { readonly code: string; readonly value: number };
export const ThresholdValue = builder.objectRef<Value>('ThresholdValue').implement({
  fields: (t) => ({ code: t.exposeID('code'), value: t.exposeFloat('value') }),
});

export const ThresholdInput = builder.inputType('ThresholdInput', {
  fields: (t) => ({ code: t.id({ required: true }), value: t.float({ required: true }) }),
});

export const valuesOf = (thresholds: Thresholds): readonly Value[] =>
  Object.entries(thresholds).map(([code, value]) => ({ code, value }));

export const thresholdsOf = (values: readonly Value[]): Thresholds =>
  Object.fromEntries(values.map(({ code, value }) => [code, value]));

const PathwayEdition = builder.objectRef<Edition>('PathwayEdition').implement({
  description: 'A pathway document of one hospital: what it sets otherwise than the tables.',
  fields: (t) => ({
    edition: t.exposeID('edition'),
    site: t.field(siteBy(({ siteId }) => siteId)),
    jurisdiction: t.expose('jurisdiction', { type: Jurisdiction }),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Instant' }),
    thresholds: t.field({
      type: [ThresholdValue],
      resolve: ({ thresholds }) => valuesOf(thresholds),
    }),
    note: t.exposeString('note'),
    author: t.field(personBy(({ authorId }) => authorId)),
    authoredAt: t.expose('authoredAt', { type: 'Instant' }),
    approver: t.field(personBy(({ approverId }) => approverId)),
    approvedAt: t.expose('approvedAt', { type: 'Instant', nullable: true }),
    beyondPrint: t.stringList({
      description: 'Amounts beyond what their rows print, for each of which the approver signs by name.',
      resolve: ({ thresholds }) => beyondPrint(thresholds),
    }),
    inForce: t.boolean({
      description: 'New episodes of the hospital begin under it now.',
      resolve: ({ edition, siteId }, _, { directory, now }) =>
        editionInForce(directory.editions(), siteId, now())?.edition === edition,
    }),
  }),
});

const PathwayChange = builder.objectRef<Changed>('PathwayChange').implement({
  fields: (t) => ({
    code: t.exposeID('code'),
    before: t.exposeFloat('before'),
    after: t.exposeFloat('after'),
  }),
});

const ReplayedTarget = builder.objectRef<Replayed>('ReplayedTarget').implement({
  description: 'One target over the stored episodes, as it was and under changed numbers.',
  fields: (t) => ({
    target: t.exposeString('target'),
    clocks: t.int({ resolve: ({ was }) => was.clocks }),
    breaches: t.int({ resolve: ({ was }) => was.breaches }),
    breachesThen: t.int({ resolve: ({ would }) => would.breaches }),
    pages: t.int({ resolve: ({ was }) => was.pages }),
    pagesThen: t.int({ resolve: ({ would }) => would.pages }),
  }),
});

const ReplayedLadder = builder.objectRef<LadderReplay>('ReplayedLadder').implement({
  description:
    'One ladder over its stored climbs, as it was and under changed steps, with people answering when they did.',
  fields: (t) => ({
    ladder: t.exposeString('ladder'),
    climbs: t.exposeInt('climbs'),
    pages: t.int({ resolve: ({ was }) => was.pages }),
    pagesThen: t.int({ resolve: ({ would }) => would.pages }),
    toTheEnd: t.int({ description: 'Climbs that reached the last person.', resolve: ({ was }) => was.toTheEnd }),
    toTheEndThen: t.int({ resolve: ({ would }) => would.toTheEnd }),
  }),
});

const ReplayedPersonRef = builder.objectRef<ReplayedPerson>('ReplayedPerson').implement({
  description: 'How many pages one role was sent over all that was played, as it was and under changed numbers.',
  fields: (t) => ({
    who: t.exposeString('who', { description: 'A role, or the word of the row for whoever holds the patient.' }),
    pages: t.exposeInt('pages'),
    pagesThen: t.exposeInt('pagesThen'),
  }),
});

type Replay = {
  readonly episodes: number;
  readonly targets: readonly Replayed[];
  readonly ladders: readonly LadderReplay[];
  readonly people: readonly ReplayedPerson[];
};
const PathwayReplay = builder.objectRef<Replay>('PathwayReplay').implement({
  fields: (t) => ({
    episodes: t.exposeInt('episodes', { description: 'Drills left out.' }),
    targets: t.expose('targets', { type: [ReplayedTarget] }),
    ladders: t.expose('ladders', { type: [ReplayedLadder] }),
    people: t.expose('people', { type: [ReplayedPersonRef] }),
  }),
});

/** What an edition sets, by its name; the tables themselves set nothing. */
function thresholdsNamed({ directory }: Pick<Context, 'directory'>, edition: string): Thresholds {
  if (edition === DEFAULT_PATHWAY.edition) return {};
  const found = directory.editions().find((one) => one.edition === edition);
  if (found === undefined) throw new Fault('NOT_FOUND', `No edition ${edition}.`);
  return found.thresholds;
}

/** The longest time (ms) one question plays: a quarter, and the days a month may be longer. */
const LONGEST_MS = 93 * DAY_MS;

builder.queryFields((t) => ({
  pathwayThresholds: t.field({ type: [PathwayThreshold], resolve: () => THRESHOLDS }),
  pathwayBase: t.id({
    description: 'The edition of the tables themselves.',
    resolve: () => DEFAULT_PATHWAY.edition,
  }),
  pathwayEditions: t.field({
    type: [PathwayEdition],
    args: { siteId: t.arg.id({ required: true }) },
    resolve: (_, { siteId }, { directory }) => directory.editions().filter((one) => one.siteId === siteId),
  }),
  pathwayDifference: t.field({
    type: [PathwayChange],
    args: { before: t.arg.id({ required: true }), after: t.arg.id({ required: true }) },
    resolve: (_, { before, after }, context) =>
      differences(thresholdsNamed(context, before), thresholdsNamed(context, after)),
  }),
  replayPathway: t.field({
    type: PathwayReplay,
    description:
      'Stored episodes and ladders of a hospital played through changed numbers, at most a quarter. Of a clock only what goes out whatever is answered is counted; a ladder is played with people answering when they did.',
    args: {
      siteId: t.arg.id({ required: true }),
      from: t.arg({ type: 'Instant', required: true }),
      to: t.arg({ type: 'Instant', required: true }),
      thresholds: t.arg({ type: [ThresholdInput], required: true }),
    },
    resolve: (_, args, { pool, directory, now }) => {
      const [from, to] = [readInstant(args.from), readInstant(args.to)];
      if (to <= from || to - from > LONGEST_MS) throw new Fault('BAD_INPUT', 'Ask for a time of at most a quarter.');
      const changed = thresholdsOf(args.thresholds);
      const wrong = whyNotThresholds(changed);
      if (wrong !== undefined) throw new Fault('BAD_INPUT', wrong);
      return onRecord(async () => {
        const { siteId } = args;
        const editions = directory.editions();
        const episodes = await readStoredEpisodes(pool, { of: siteId, as: 'RECEIVING', from, to }, editions);
        if (episodes.length === MOST_STORED) throw new Fault('BAD_INPUT', 'Too many episodes: ask for a shorter time.');
        const climbs = await readStoredClimbs(pool, { siteId, from, to }, editions);
        if (climbs.length === MOST_CLIMBS) throw new Fault('BAD_INPUT', 'Too many ladders: ask for a shorter time.');
        const targets = replayPathway(episodes, changed, now());
        const ladders = replayLadders(climbs, { thresholds: changed }, now());
        return { episodes: episodes.length, targets, ladders, people: replayedPeople([...targets, ...ladders]) };
      });
    },
  }),
}));

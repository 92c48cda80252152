import type { IndicatorFigure } from '../../workflows/domain/indicators';
import { indicatorsOf } from '../../workflows/domain/indicators';
import type { Limit } from '../../workflows/domain/indicatorReading';
import { builder } from '../builder';
import { countedCases, periodOf } from '../countedCases';
import { present } from '../present';
import { onRecord } from '../record';

const LimitType = builder.objectRef<Limit>('IndicatorLimit').implement({
  fields: (t) => ({ sign: t.exposeString('sign', { description: '< or <=.' }), min: t.exposeFloat('min') }),
});

const Apart = builder.objectRef<IndicatorFigure['apart'][number]>('IndicatorApart').implement({
  description: 'Cases that are in neither numerator nor denominator, and why.',
  fields: (t) => ({ is: t.exposeString('is'), count: t.exposeInt('count') }),
});

const Indicator = builder.objectRef<IndicatorFigure>('Indicator').implement({
  description: 'A quality figure of clinical.md 3.2 and 3.7 over one period, as section 10 reads it.',
  fields: (t) => ({
    code: t.exposeString('code'),
    ref: t.exposeString('ref'),
    limit: t.expose('limit', { type: LimitType, nullable: true, description: 'What a single case is held to.' }),
    n: t.exposeInt('n', { description: 'Valid values.' }),
    hits: t.exposeInt('hits', { nullable: true, description: 'Of these on target, or with what is counted.' }),
    hitPct: t.exposeFloat('hitPct', { nullable: true, description: 'Of valid values.' }),
    meanMin: t.exposeFloat('meanMin', { nullable: true }),
    medianMin: t.exposeFloat('medianMin', { nullable: true }),
    p75Min: t.exposeFloat('p75Min', { nullable: true, description: 'By linear interpolation.' }),
    shortestMin: t.exposeFloat('shortestMin', { nullable: true }),
    longestMin: t.exposeFloat('longestMin', { nullable: true }),
    invalid: t.exposeInt('invalid', { description: 'A time is missing, before its start, or beyond the cap.' }),
    invalidPct: t.exposeFloat('invalidPct', { nullable: true, description: 'Of valid and invalid together.' }),
    apart: t.expose('apart', { type: [Apart] }),
    goalMean: t.field({ type: LimitType, nullable: true, resolve: ({ goal }) => goal?.mean }),
    goalPct: t.float({ nullable: true, resolve: ({ goal }) => goal?.sharePct }),
    meanMet: t.exposeBoolean('meanMet', { nullable: true, description: 'None: there is nothing to compare.' }),
    shareMet: t.exposeBoolean('shareMet', { nullable: true }),
  }),
});

type Shape = { readonly cases: number; readonly open: number; readonly indicators: readonly IndicatorFigure[] };
const IndicatorPeriod = builder.objectRef<Shape>('IndicatorPeriod').implement({
  description: 'The cases of a month or year, by the door, else by the first contact.',
  fields: (t) => ({
    cases: t.exposeInt('cases'),
    open: t.exposeInt('open', { description: 'Of these still under way: what has not happened is not missing yet.' }),
    indicators: t.expose('indicators', { type: [Indicator] }),
  }),
});

builder.queryFields((t) => ({
  indicators: t.field({
    type: IndicatorPeriod,
    args: {
      period: t.arg.string({ required: true, description: '2026, or 2026-03; by the hospital’s own calendar.' }),
      siteId: t.arg.id({ description: 'The receiving hospital; none: the whole region.' }),
    },
    resolve: (_, args, { pool, region, now }) =>
      onRecord(async () => {
        const { siteId } = args;
        const asked = { region, period: periodOf(args.period), now: now(), ...present({ siteId }) };
        const cases = await countedCases(pool, asked);
        return { cases: cases.length, open: cases.filter(({ open }) => open).length, indicators: indicatorsOf(cases) };
      }),
  }),
}));

import { Fault } from '../../activities/platform/faults';
import { changesInForce } from '../../prisma/stream';
import {
  changeRules,
  STREAM_EDITION,
  STREAM_RULE_IDS,
  STREAM_RULES,
  type RuleChanges,
  type StreamRule,
  type StreamRuleId,
} from '../../workflows/domain/streamRules';
import { instantOf } from '../../workflows/domain/time';
import { tryRules, type DryRun, type DryRunLine } from '../alarmDryRun';
import { builder } from '../builder';
import { present } from '../present';
import { onRecord } from '../record';
import { AlarmCode } from './common';

/** The longest time a dry run looks back. */
const MOST_DAYS = 31;

export const AlarmRuleChange = builder.inputType('AlarmRuleChange', {
  description: 'What an edition says otherwise of one rule; what is left out stays.',
  fields: (t) => ({
    rule: t.string({ required: true, description: 'As `alarmRules` names it: `W5_AWAKE`.' }),
    limit: t.float(),
    forS: t.float({ description: 'Seconds without a break.' }),
    hysteresis: t.float(),
  }),
});
type ChangeInput = typeof AlarmRuleChange.$inferInput;

const isRule = (name: string): name is StreamRuleId => STREAM_RULE_IDS.some((id) => id === name);

/** An unknown rule is refused: a changed edition that changes nothing would look safe. */
export function changesOf(given: readonly ChangeInput[]): RuleChanges {
  return Object.fromEntries(
    given.map(({ rule, ...numbers }) => {
      if (!isRule(rule)) throw new Fault('BAD_INPUT', `No rule is called ${rule}.`);
      return [rule, present(numbers)];
    }),
  );
}

type RuleShape = StreamRule & { readonly id: StreamRuleId; readonly edition: string };
const AlarmRule = builder.objectRef<RuleShape>('AlarmRule').implement({
  description: 'A rule that wearables’ values are held against, with the numbers in force.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ref: t.exposeString('ref', { description: 'The clinical row.' }),
    edition: t.exposeString('edition'),
    code: t.expose('code', { type: AlarmCode }),
    vital: t.exposeString('vital'),
    side: t.exposeString('side'),
    limit: t.exposeFloat('limit'),
    forS: t.exposeFloat('forS'),
    hysteresis: t.exposeFloat('hysteresis'),
  }),
});

const AlarmDryRunLine = builder.objectRef<DryRunLine>('AlarmDryRunLine').implement({
  fields: (t) => ({
    code: t.expose('code', { type: AlarmCode }),
    would: t.exposeInt('would', { description: 'With the changed rules.' }),
    does: t.exposeInt('does', { description: 'With the rules in force, over the same readings.' }),
    did: t.exposeInt('did', { description: 'Raised by the rules in fact.' }),
  }),
});

const AlarmDryRun = builder.objectRef<DryRun>('AlarmDryRun').implement({
  description: 'Stored readings held against changed rules; patients’ own limits as they are today.',
  fields: (t) => ({
    from: t.field({ type: 'Instant', resolve: ({ from }) => instantOf(from) }),
    to: t.field({ type: 'Instant', resolve: ({ to }) => instantOf(to) }),
    wearers: t.exposeInt('wearers'),
    readings: t.exposeInt('readings'),
    leftOut: t.exposeInt('leftOut', { description: 'Wearers left out because there was too much to read.' }),
    lines: t.expose('lines', { type: [AlarmDryRunLine] }),
  }),
});

builder.queryFields((t) => ({
  alarmRules: t.field({
    type: [AlarmRule],
    description: 'The stream rules in force.',
    resolve: (_, __, { pool, now }) =>
      onRecord(async () => {
        const { edition = STREAM_EDITION, changes } = await changesInForce(pool, new Date(now()));
        const rules = changeRules(STREAM_RULES, changes);
        return STREAM_RULE_IDS.map((id) => ({ ...rules[id], id, edition }));
      }),
  }),
  alarmDryRun: t.field({
    type: AlarmDryRun,
    description: 'How many alarms changed rules would have raised in the last days, and how many were raised.',
    args: { changes: t.arg({ type: [AlarmRuleChange], required: true }), days: t.arg.int({ defaultValue: 7 }) },
    resolve: (_, { changes, days }, context) => {
      if (days === null || days === undefined || days < 1 || days > MOST_DAYS)
        throw new Fault('BAD_INPUT', `Between 1 and ${MOST_DAYS} days.`);
      return onRecord(() => tryRules(context, changesOf(changes), days));
    },
  }),
}));

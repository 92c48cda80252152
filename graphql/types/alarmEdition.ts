import { editionsOf, type StoredEdition } from '../../prisma/stream';
import { STREAM_RULE_IDS, type RuleNumbers, type StreamRuleId } from '../../workflows/domain/streamRules';
import { instantOf } from '../../workflows/domain/time';
import { builder } from '../builder';
import { onRecord } from '../record';
import { STREAM_EDITION } from '../../workflows/domain/streamRules';
import { personBy } from './people';

type Changed = Partial<RuleNumbers> & { readonly rule: StreamRuleId };

const AlarmRuleChanged = builder.objectRef<Changed>('AlarmRuleChanged').implement({
  fields: (t) => ({
    rule: t.exposeString('rule'),
    limit: t.exposeFloat('limit', { nullable: true }),
    forS: t.exposeFloat('forS', { nullable: true }),
    hysteresis: t.exposeFloat('hysteresis', { nullable: true }),
  }),
});

const AlarmEdition = builder.objectRef<StoredEdition>('AlarmEdition').implement({
  description: 'What the stream rules say otherwise from a time on; it counts once somebody else has approved it.',
  fields: (t) => ({
    edition: t.exposeID('edition'),
    effectiveFrom: t.field({ type: 'Instant', resolve: ({ effectiveFrom }) => instantOf(effectiveFrom) }),
    note: t.exposeString('note'),
    author: t.field(personBy(({ authorId }) => authorId)),
    approver: t.field(personBy(({ approverId }) => approverId)),
    changes: t.field({
      type: [AlarmRuleChanged],
      resolve: ({ changes }) => STREAM_RULE_IDS.flatMap((rule) => (changes[rule] ? [{ rule, ...changes[rule] }] : [])),
    }),
  }),
});

builder.queryFields((t) => ({
  alarmRulesBase: t.id({ description: 'The edition of the tables themselves.', resolve: () => STREAM_EDITION }),
  alarmEditions: t.field({
    type: [AlarmEdition],
    description: 'The newest first, at most fifty.',
    resolve: (_, __, { pool }) => onRecord(() => editionsOf(pool)),
  }),
}));

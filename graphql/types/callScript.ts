import type { CallAnswer, CallPlace } from '../../workflows/domain/callScript';
import { CALL_ROWS, callAdvice, callAnswer, callLimits } from '../../workflows/domain/callScript';
import type { Edited } from '../../workflows/domain/pathway';
import type { Answer as AnswerCode, CallItem as CallItemCode } from '../../workflows/domain/vocabulary';
import { CALL_ITEMS } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { editedBy } from '../editedBy';
import { type Facts, factsOf } from '../facts';
import { present } from '../present';
import { Answer, CallAdvice, CallItem, Role } from './common';
import './episode';
import { personBy } from './people';

type Item = {
  readonly code: CallItemCode;
  readonly limits: readonly number[];
  readonly answer?: AnswerCode;
  readonly told?: CallAnswer;
};
type Script = Pick<Facts, 'callScript' | 'callPlace' | 'complaints'> & { readonly edition: Edited };

const ScriptItem = builder.objectRef<Item>('CallScriptItem').implement({
  fields: (t) => ({
    code: t.expose('code', { type: CallItem }),
    isRedFlag: t.boolean({ resolve: ({ code }) => CALL_ROWS[code].isRedFlag === true }),
    limits: t.floatList({ description: 'The numbers of its sentence.', resolve: ({ limits }) => [...limits] }),
    answer: t.expose('answer', { type: Answer, nullable: true }),
    by: t.field(personBy(({ told }) => told?.by, 'None: it was said when the episode was opened.')),
    role: t.field({ type: Role, nullable: true, resolve: ({ told }) => told?.role }),
    at: t.field({ type: 'Instant', nullable: true, resolve: ({ told }) => told?.at }),
  }),
});

const Place = builder.objectRef<CallPlace>('CallPlace').implement({
  description: 'Where the patient waits, as the call taker wrote it down.',
  fields: (t) => ({
    text: t.exposeString('text'),
    by: t.field(personBy(({ by }) => by)),
    at: t.expose('at', { type: 'Instant' }),
  }),
});

const answerOf = ({ callScript, complaints = [] }: Script, item: CallItemCode) =>
  callAnswer({ complaints, ...present({ callScript }) }, item);

const CallScript = builder.objectRef<Script>('CallScript').implement({
  description: 'The script of whoever takes the call (4.2 P1); the advice is shown, a person decides.',
  fields: (t) => ({
    items: t.field({
      type: [ScriptItem],
      resolve: (script) =>
        CALL_ITEMS.map((code) => ({
          code,
          limits: callLimits(script.edition, code),
          ...present({ answer: answerOf(script, code), told: script.callScript?.[code] }),
        })),
    }),
    place: t.field({ type: Place, nullable: true, resolve: ({ callPlace }) => callPlace }),
    advice: t.field({
      type: CallAdvice,
      resolve: (script) => callAdvice((item) => answerOf(script, item)),
    }),
  }),
});

builder.prismaObjectField('Episode', 'callScript', (t) =>
  t.field({
    type: CallScript,
    select: { facts: true, pathwayEdition: true },
    resolve: ({ facts, pathwayEdition }, _, { directory }) => {
      const { callScript, callPlace, complaints } = factsOf(facts);
      return { edition: editedBy(directory, pathwayEdition), ...present({ callScript, callPlace, complaints }) };
    },
  }),
);

import { builder } from '../builder';
import { Answer, CallItem, Precision, Sex, Source } from '../types/common';

export const TimeInput = builder.inputType('TimeInput', {
  description: 'A clinical time as a person knows it; `untilAt` closes an interval.',
  fields: (t) => ({
    at: t.field({ type: 'Instant', required: true }),
    untilAt: t.field({ type: 'Instant' }),
    precision: t.field({ type: Precision, required: true, defaultValue: 'MINUTE' }),
    source: t.field({ type: Source, required: true, defaultValue: 'HUMAN' }),
  }),
});

export const UnknownPatientInput = builder.inputType('UnknownPatientInput', {
  description: 'Somebody whom nobody knows yet: care starts under a temporary record.',
  fields: (t) => ({
    sex: t.field({ type: Sex, required: true, defaultValue: 'UNKNOWN' }),
    estimatedAge: t.int({ description: 'Years.' }),
    bracelet: t.string({ description: 'What the wristband says.' }),
  }),
});

export const AnswerInput = builder.inputType('AnswerInput', {
  fields: (t) => ({ code: t.string({ required: true }), answer: t.field({ type: Answer, required: true }) }),
});

export const CallAnswerInput = builder.inputType('CallAnswerInput', {
  fields: (t) => ({
    code: t.field({ type: CallItem, required: true }),
    answer: t.field({ type: Answer, required: true }),
  }),
});

export const StentInput = builder.inputType('StentInput', {
  fields: (t) => ({ segment: t.string({ required: true }), product: t.string({ required: true }) }),
});

export const DrugLineInput = builder.inputType('DrugLineInput', {
  fields: (t) => ({
    drug: t.string({ required: true }),
    dose: t.string({ required: true }),
    stopAt: t.field({ type: 'Instant' }),
  }),
});

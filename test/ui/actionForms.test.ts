import type { Form } from '../../ui-admin/src/actions/fields';
import { episodeForm } from '../../ui-admin/src/actions/forms';
import { ACTION_GROUPS } from '../../ui-admin/src/actions/groups';
import { NEXT } from '../../ui-admin/src/actions/next';
import { milestoneForm } from '../../ui-admin/src/actions/recordForms';
import { labelOf } from '../../ui-admin/src/actions/variables';
import { sectionOf } from '../../ui-admin/src/pathway/sections';
import { headOf, nameUnder, thresholdName } from '../../ui-admin/src/pathway/thresholdName';
import { wordsOf } from '../../ui-admin/src/words/words';
import { PERSON_ACTIONS } from '../../workflows/domain/permissions';
import { THRESHOLDS } from '../../workflows/domain/thresholds';

const en = wordsOf('en');
const context = {
  episodeId: 'ep_1',
  patientId: undefined,
  communitySiteId: undefined,
  receivingSiteId: undefined,
  shown: undefined,
  isClosed: false,
  ecgs: [],
};
const formOf = (action: (typeof PERSON_ACTIONS)[number]) => episodeForm(action, context, en);

test('everything an episode offers stands in exactly one group', () => {
  const offered = PERSON_ACTIONS.filter((action) => formOf(action) !== undefined);
  expect(Object.values(ACTION_GROUPS).flat().toSorted()).toEqual(offered.toSorted());
});

test('what is likely next in a step can be done in it', () => {
  const next = Object.values(NEXT).flat();
  expect(next.filter((action) => formOf(action) === undefined)).toEqual([]);
});

test('R31 a time, a dose or a result told of an ended episode is asked for with its reason', () => {
  const asks = (form: Form | undefined) => form?.fields.some(({ name }) => name === 'reason');
  const ended = { id: 'ep_1', closedAt: '2026-11-22T08:00:00Z' };
  for (const action of ['RECORD_MILESTONE', 'RECORD_DRUG', 'REPORT_TEST'] as const)
    expect(asks(episodeForm(action, { ...context, isClosed: true }, en))).toBe(true);
  expect(asks(milestoneForm(ended, 'FMC', 'When was: First medical contact'))).toBe(true);
  expect(asks(formOf('RECORD_MILESTONE'))).toBe(false);
});

describe('a word that waits to be sent', () => {
  test('says which time was recorded', () => {
    const form = formOf('RECORD_MILESTONE');
    expect(form && labelOf(form, { code: 'WIRE' }, en)).toBe('Record a time: Wire crosses');
  });

  test('goes by its form where nothing was to be chosen first', () => {
    const form = milestoneForm({ id: 'ep_1', closedAt: null }, 'FMC', 'When was: First medical contact');
    expect(labelOf(form, { time: { at: '2026-11-22T08:00', precision: 'MINUTE' } }, en)).toBe(
      'When was: First medical contact',
    );
  });
});

describe('the numbers of a pathway', () => {
  const known = THRESHOLDS.map(({ code, ref, target, ladder, unit, value }) => ({
    ...{ code, ref, unit, value },
    target: target ?? null,
    ladder: ladder ?? null,
  }));

  test('of a target, a ladder or a product stand under its name, each with a name of its own', () => {
    for (const one of known) {
      const name = nameUnder(headOf(one, en), thresholdName(one, en));
      expect([one.code, name]).toEqual([one.code, expect.stringMatching(/^\S/)]);
    }
  });

  test.each([
    ['T05_LIMIT', 'TARGETS'],
    ['UNANSWERED', 'LADDERS'],
    ['ST_DIAGNOSIS_1', 'ECG'],
    ['DOSE_ASPIRIN_1', 'DOSES'],
    ['FORECAST_LIMIT', 'CHOICE'],
    ['REOPEN_WITHIN', 'REST'],
  ])('%s is found under %s', (code, section) => {
    expect(known.filter((one) => one.code === code).map(sectionOf)).toEqual([section]);
  });
});

import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
});
afterAll(() => api.stop());

const say = makeSay(() => api, 'tests');
type Seen = { value: number; unit: string; raised: boolean | null; stands: boolean; recordedBy: { id: string } | null };
const results = async (id: string) =>
  (
    await api.ask<{ episode: { tests: Seen[] } | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { tests { value unit raised stands recordedBy { id } } } }`,
    )
  ).data?.episode?.tests ?? [];

test('a result stands with unit and limit, its correction beside it, and each says who told it', async () => {
  const now = new Date().toISOString();
  const opening = `patientId: "pt_demo_a", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`;
  const id = (await say('ps_family1', 'openEpisode', opening)).episodeId ?? '';
  const result = (value: string) =>
    `episodeId: "${id}", kind: HS_TROPONIN_I, ${value}, limit: 26, sampled: { at: "${now}" }, assay: "POCT (first)"`;
  expect(await say('ps_ed', 'reportTest', result('value: 52, unit: "mg"'))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await say('ps_reader', 'reportTest', result('value: 52, unit: "ng/L"'))).toMatchObject({
    code: 'NOT_ALLOWED',
  });
  expect(await say('ps_ed', 'reportTest', result('value: 52, unit: "ng/mL"'))).toMatchObject({ outcome: 'APPLIED' });
  const corrected = `${result('value: 52, unit: "ng/L"')}, corrects: 1, reason: "wrong unit"`;
  expect(await say('ps_ed_lead', 'reportTest', corrected)).toMatchObject({ outcome: 'APPLIED' });
  const both = await until(
    () => results(id),
    ({ length }) => length === 2,
  );
  expect(both).toEqual([
    { value: 52, unit: 'ng/mL', raised: true, stands: false, recordedBy: { id: 'ps_ed' } },
    { value: 52, unit: 'ng/L', raised: true, stands: true, recordedBy: { id: 'ps_ed_lead' } },
  ]);
  expect(await say('ps_ed', 'withdrawTest', `episodeId: "${id}", n: 2, reason: "other patient"`)).toMatchObject({
    outcome: 'APPLIED',
  });
  const gone = await until(
    () => results(id),
    ({ length }) => length === 3,
  );
  expect(gone.some(({ stands }) => stands)).toBe(false);
});

test('2.5#5 a saturation measured by hand is shown with who measured it, and the drugs beside the pack rest on it', async () => {
  const now = new Date().toISOString();
  const opening = `patientId: "pt_demo_b", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`;
  const id = (await say('ps_family1', 'openEpisode', opening)).episodeId ?? '';
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, time: { at: "${now}" }`);
  const measured = `episodeId: "${id}", measured: { at: "${now}" }, spo2: 87, sbp: 84, dbp: 52, pulse: 110`;
  expect(await say('ps_reader', 'measureVitals', measured)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_family1', 'measureVitals', measured)).toMatchObject({ outcome: 'APPLIED' });
  type Now = {
    observations: { code: string; value: number; n: number | null; recordedBy: { id: string } | null }[];
    adjuncts: { adjunct: string; says: string; because: string[] }[];
  };
  const look = async () =>
    (
      await api.ask<{ episode: Now | null }>(
        'ps_coordinator',
        `{ episode(id: "${id}") { observations { code value n recordedBy { id } } adjuncts { adjunct says because } } }`,
      )
    ).data?.episode;
  const seen = await until(look, (episode) => episode?.observations.length === 4);
  const by = { recordedBy: { id: 'ps_family1' } };
  expect(seen?.observations).toEqual([
    { code: 'DBP', value: 52, n: 3, ...by },
    { code: 'HR', value: 110, n: 4, ...by },
    { code: 'SBP', value: 84, n: 2, ...by },
    { code: 'SPO2', value: 87, n: 1, ...by },
  ]);
  expect(seen?.adjuncts).toContainEqual({ adjunct: 'OXYGEN', says: 'INDICATED', because: ['SPO2_LOW'] });
  expect(seen?.adjuncts.find(({ adjunct }) => adjunct === 'NITROGLYCERIN')).toMatchObject({
    says: 'BARRED',
    because: ['SBP_LOW'],
  });
  expect(await say('ps_family1', 'withdrawTest', `episodeId: "${id}", n: 1, reason: "cold fingers"`)).toMatchObject({
    outcome: 'APPLIED',
  });
  const after = await until(look, (episode) => episode?.observations.length === 3);
  expect(after?.adjuncts.find(({ adjunct }) => adjunct === 'OXYGEN')?.because).toEqual(['SPO2_UNKNOWN']);
});

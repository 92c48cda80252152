import type { Api } from './anApi';
import { anApi } from './anApi';

type Told = { readonly outcome?: string; readonly code?: string; readonly message?: string };

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

let n = 0;
async function tell(as: string, mutation: string): Promise<Told | undefined> {
  const { data, errors } = await api.ask<Record<string, Told>>(
    as,
    `mutation { it: ${mutation.replace('(', `(clientId: "suppression-${++n}", `)} { ... on Told { outcome } ... on Fault { code message } } }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data['it'];
}
const suppress = (as: string, rest: string) => tell(as, `suppressAlarm(patientId: "pt_demo_a", ${rest})`);
type Seen = { readonly id: string; readonly inForce: boolean };
const shown = async (args = '') =>
  (
    await api.ask<{ alarmSuppressions: readonly Seen[] }>(
      'ps_desk',
      `{ alarmSuppressions${args} { id code withHigh reason by { id } role inForce held endedBy { id } patient { id } } }`,
    )
  ).data?.alarmSuppressions;

test('6.4: a doctor holds one kind of alarm back by name and with a reason, for a day at most', async () => {
  const word = 'code: TACHYCARDIA, hours: 12';
  expect(await suppress('ps_desk', `${word}, reason: "fever"`)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await suppress('ps_family1', `${word}, reason: " "`)).toMatchObject({ code: 'REASON_NEEDED' });
  expect(await suppress('ps_family1', 'code: TACHYCARDIA, hours: 25, reason: "fever"')).toMatchObject({
    code: 'BAD_INPUT',
  });
  expect(await suppress('ps_family1', 'code: SOS, hours: 1, reason: "plays with it"')).toMatchObject({
    code: 'BAD_INPUT',
  });
  expect(await suppress('ps_family1', 'code: VF_ASYSTOLE, hours: 1, withHigh: true, reason: "x"')).toMatchObject({
    code: 'WRONG_PHASE',
  });
  expect(await suppress('ps_family1', `${word}, reason: "fever, seen today"`)).toEqual({ outcome: 'APPLIED' });
  expect(await shown()).toMatchObject([
    {
      ...{ code: 'TACHYCARDIA', withHigh: false, reason: 'fever, seen today', inForce: true, held: 0, endedBy: null },
      ...{ by: { id: 'ps_family1' }, role: 'FAMILY_DOCTOR', patient: { id: 'pt_demo_a' } },
    },
  ]);
});

test('the desk lets it sound again; the patient’s list keeps who held what back and who ended it', async () => {
  const [standing] = (await shown()) ?? [];
  expect(await tell('ps_desk', `endSuppression(suppressionId: "${standing?.id}")`)).toEqual({ outcome: 'APPLIED' });
  expect(await shown()).toEqual([]);
  expect(await shown('(patientId: "pt_demo_a")')).toMatchObject([{ inForce: false, endedBy: { id: 'ps_desk' } }]);
  const again = await tell('ps_desk', `endSuppression(suppressionId: "${standing?.id}")`);
  expect(again).toEqual({ outcome: 'NO_LONGER_APPLIES' });
  const { rows } = await api.database.pool.query<{ action: string }>(
    "SELECT action FROM audit WHERE action IN ('ALARM_SUPPRESSED', 'SUPPRESSION_ENDED') ORDER BY at",
  );
  expect(rows).toEqual([{ action: 'ALARM_SUPPRESSED' }, { action: 'SUPPRESSION_ENDED' }]);
});

import type { Api } from './anApi';
import { anApi } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

type Made = {
  readonly id: string;
  readonly mode: 'SHADOW' | 'HINT';
  readonly verdict: string;
  readonly at: string;
  readonly reasons?: readonly string[];
};

/** A waiting reading whose recording the machine has measured. */
async function measured({ id, mode, verdict, at, reasons = [] }: Made): Promise<void> {
  const { pool } = api.database;
  const meets = verdict === 'MEETS_CRITERIA';
  await pool.query(
    `INSERT INTO ecg (id, device_id, device_ecg_id, site_id, patient_id, reading_id, acquired_at, received_at, format,
       content_type, sha256, bytes, state, matched_by)
     VALUES ($1, 'dv_x', $1, 'st_cc1', 'pt_demo_a', 'rd_' || $1, $2, $2, 'WFDB', 'application/x-wfdb', 'x', 1, 'DECODED', 'NONE')`,
    [id, at],
  );
  await pool.query(
    `INSERT INTO reading (id, ecg_id, patient_id, site_id, acquired_at, status)
     VALUES ('rd_' || $1, $1, 'pt_demo_a', 'st_cc1', $2, 'WAITING')`,
    [id, at],
  );
  await pool.query(
    `INSERT INTO pre_read (ecg_id, reading_id, patient_id, acquired_at, made_at, took_ms, mode, algorithm, version, verdict,
       reasons, leads, territories, hr, qrs_ms, j_mv)
     VALUES ($1, 'rd_' || $1, 'pt_demo_a', $2, $2, 20, $3, 'wiretime-preread', '1.0.0', $4, $7, $6, '{INFERIOR}', 70, 94,
       $5)`,
    [id, at, mode, verdict, { II: meets ? 0.2 : 0.05 }, meets ? ['II', 'aVF'] : [], reasons],
  );
}

beforeAll(async () => {
  await measured({ id: 'ecg_first', mode: 'HINT', verdict: 'DOES_NOT_MEET', at: '2026-11-22T08:00:00Z' });
  await measured({ id: 'ecg_shadow', mode: 'SHADOW', verdict: 'MEETS_CRITERIA', at: '2026-11-22T08:10:00Z' });
  await measured({ id: 'ecg_hint', mode: 'HINT', verdict: 'MEETS_CRITERIA', at: '2026-11-22T08:20:00Z' });
});

type Listed = { readonly id: string; readonly preRead: { readonly verdict: string } | null };
const readings = async (): Promise<readonly Listed[]> =>
  (await api.ask<{ readings: Listed[] }>('ps_reader', '{ readings { id preRead { verdict } } }')).data?.readings ?? [];

test('2.1 machine: a hint moves a reading up the queue, and leaves all others in the order in which they wait', async () => {
  const ours = (await readings()).filter(({ id }) => /^rd_ecg_(first|shadow|hint)$/.test(id));
  expect(ours.map(({ id }) => id)).toEqual(['rd_ecg_hint', 'rd_ecg_first', 'rd_ecg_shadow']);
});

test.each(['NO_QRS', 'NO_STABLE_BEAT', 'TOO_FEW_BEATS', 'RATE_IMPLAUSIBLE'])(
  'W1: a recording that may be fibrillation or a standstill (%s) goes before those that wait longer',
  async (reason) => {
    const id = `ecg_${reason.toLowerCase()}`;
    await measured({ id, mode: 'HINT', verdict: 'CANNOT_ASSESS', at: '2026-11-22T08:30:00Z', reasons: [reason] });
    const ours = (await readings()).filter((one) => [`rd_${id}`, 'rd_ecg_first'].includes(one.id));
    expect(ours.map((one) => one.id)).toEqual([`rd_${id}`, 'rd_ecg_first']);
  },
);

test('what was measured in shadow is shown to nobody', async () => {
  const shadow = (await readings()).find(({ id }) => id === 'rd_ecg_shadow');
  expect(shadow).toEqual({ id: 'rd_ecg_shadow', preRead: null });
});

test('the levels stand beside those of the patient’s recording before, and its time is told', async () => {
  const { data } = await api.ask<{ reading: object }>(
    'ps_reader',
    '{ reading(id: "rd_ecg_hint") { preRead { algorithm territories levels { lead mV beforeMv } beforeAt } } }',
  );
  expect(data?.reading).toEqual({
    preRead: {
      algorithm: 'wiretime-preread 1.0.0',
      territories: ['INFERIOR'],
      levels: [{ lead: 'II', mV: 0.2, beforeMv: 0.05 }],
      beforeAt: '2026-11-22T08:00:00.000Z',
    },
  });
});

test('the agreement log counts what was signed under each verdict, shadow included', async () => {
  await api.database.pool.query(
    `UPDATE reading SET status = 'SIGNED', signed_at = now(), finding = 'STEMI' WHERE id IN ('rd_ecg_shadow', 'rd_ecg_hint')`,
  );
  const { data } = await api.ask<{ preReadAgreement: object[] }>(
    'ps_reader',
    '{ preReadAgreement { version verdict finding count } }',
  );
  expect(data?.preReadAgreement).toEqual([{ version: '1.0.0', verdict: 'MEETS_CRITERIA', finding: 'STEMI', count: 2 }]);
});
